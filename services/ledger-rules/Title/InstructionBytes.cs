using System.Text.Json;
using SupplyFinance.Contracts;

namespace SupplyFinance.Ledger.Title;

/// <summary>The bytes of an instruction that an entry commits to: JSON with the ledger's origin (so that it means
/// nothing to another ledger), the operation and the command. Made once on arrival and kept; never made again to be
/// hashed.</summary>
public static class InstructionBytes
{
    private const int Version = 1;

    private static readonly JsonSerializerOptions Json = new(JsonSerializerDefaults.Web)
    {
        UnmappedMemberHandling = System.Text.Json.Serialization.JsonUnmappedMemberHandling.Disallow,
        RespectNullableAnnotations = true,
        RespectRequiredConstructorParameters = true,
    };

    private sealed record Envelope(int Version, string Origin, string Operation, JsonElement Instruction);

    /// <summary>The bytes of a command as this ledger received it. The same content always gives the same
    /// bytes.</summary>
    public static byte[] Of(ILedgerInstruction instruction, string origin)
    {
        var command = instruction is LockLots locking ? Cut(locking) : instruction;
        var body = JsonSerializer.SerializeToElement(command, command.GetType(), Json);
        return JsonSerializer.SerializeToUtf8Bytes(
            new Envelope(Version, origin, Operations.NameOf(instruction), body), Json);
    }

    /// <summary>The command that the bytes hold, if they are an instruction to this ledger.</summary>
    public static bool TryParse(ReadOnlySpan<byte> bytes, string origin, out ILedgerInstruction? instruction)
    {
        instruction = null;
        try
        {
            var envelope = JsonSerializer.Deserialize<Envelope>(bytes, Json);
            if (envelope is not { Version: Version } || envelope.Origin != origin) return false;
            if (Operations.CommandOf(envelope.Operation) is not { } command) return false;
            instruction = (ILedgerInstruction?)envelope.Instruction.Deserialize(command, Json);
            return instruction is not null;
        }
        catch (JsonException)
        {
            return false;
        }
    }

    private static LockLots Cut(LockLots locking) =>
        locking.Until is { } until ? locking with { Until = Instants.Cut(until) } : locking;
}

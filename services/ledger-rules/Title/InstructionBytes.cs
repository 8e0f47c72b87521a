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
    public static byte[] Of(ICommand instruction, string origin)
    {
        var (operation, body) = instruction switch
        {
            IssueLot issue => (LedgerOperations.Issue, JsonSerializer.SerializeToElement(issue, Json)),
            TransferLots transfer => (LedgerOperations.Transfer, JsonSerializer.SerializeToElement(transfer, Json)),
            LockLots locking => (LedgerOperations.Lock, JsonSerializer.SerializeToElement(Cut(locking), Json)),
            ReleaseLots release => (LedgerOperations.Release, JsonSerializer.SerializeToElement(release, Json)),
            DischargeLots discharge => (LedgerOperations.Discharge, JsonSerializer.SerializeToElement(discharge, Json)),
            _ => throw new ArgumentException(
                $"{instruction.GetType().Name} is no instruction to the ledger.", nameof(instruction)),
        };
        return JsonSerializer.SerializeToUtf8Bytes(new Envelope(Version, origin, operation, body), Json);
    }

    /// <summary>The command that the bytes hold, if they are an instruction to this ledger.</summary>
    public static bool TryParse(ReadOnlySpan<byte> bytes, string origin, out ICommand? instruction)
    {
        instruction = null;
        try
        {
            var envelope = JsonSerializer.Deserialize<Envelope>(bytes, Json);
            if (envelope is not { Version: Version } || envelope.Origin != origin) return false;
            instruction = envelope.Operation switch
            {
                LedgerOperations.Issue => envelope.Instruction.Deserialize<IssueLot>(Json),
                LedgerOperations.Transfer => envelope.Instruction.Deserialize<TransferLots>(Json),
                LedgerOperations.Lock => envelope.Instruction.Deserialize<LockLots>(Json),
                LedgerOperations.Release => envelope.Instruction.Deserialize<ReleaseLots>(Json),
                LedgerOperations.Discharge => envelope.Instruction.Deserialize<DischargeLots>(Json),
                _ => null,
            };
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

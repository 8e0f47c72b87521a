using SupplyFinance.Contracts;

namespace SupplyFinance.Ledger.Title;

/// <summary>The names of those who sign: <c>org:{id}</c> or <c>service:{name}</c>. In this version the sending
/// service's word stands for the signature; signed instructions replace it without changing the rules.</summary>
public static class Party
{
    /// <summary>The one service whose word discharges: only it has a bank's receipt.</summary>
    public const string BankSettlement = "service:bank-settlement";

    /// <summary>The sequencer itself, for the entries that nobody asks for: a pledge's expiry, the operator's
    /// name.</summary>
    public const string Ledger = "service:ledger";

    /// <summary>An entry keeps a party's name behind one length byte.</summary>
    public const int MaxBytes = 255;

    /// <summary>An entry counts its signers in one byte; no instruction here needs more than holders, debtor, owner and
    /// operator.</summary>
    public const int MaxSigners = 64;

    /// <summary>An organisation's name as a signer.</summary>
    public static string Organisation(Guid id) => $"org:{id:D}";

    /// <summary>Is this a name of a party?</summary>
    public static bool IsWellFormed(string party) =>
        (party.StartsWith("org:", StringComparison.Ordinal) && Guid.TryParseExact(party[4..], "D", out _))
        || (party.StartsWith("service:", StringComparison.Ordinal) && party.Length > 8 && party.Length <= MaxBytes
            && party.All(char.IsAscii));

    /// <summary>Refuses when a required party did not sign, or one person both made and checked.</summary>
    public static Refusal? Missing(Signer[] signedBy, params IEnumerable<string> required)
    {
        if (signedBy.Length > MaxSigners)
            return new Refusal(RefusalCodes.TooManySigners, $"{signedBy.Length} signers; at most {MaxSigners}.");
        if (signedBy.FirstOrDefault(s => !IsWellFormed(s.Party)) is { } malformed)
            return new Refusal(RefusalCodes.WrongSigner, $"'{malformed.Party}' names no party.");
        if (signedBy.FirstOrDefault(s => s.MakerId is { } maker && maker == s.CheckerId) is { } alone)
            return new Refusal(RefusalCodes.FourEyes, $"{alone.Party} made and checked by one person.");
        return required.FirstOrDefault(party => signedBy.All(s => s.Party != party)) is { } missing
            ? new Refusal(RefusalCodes.WrongSigner, $"{missing} has not signed.")
            : null;
    }

    /// <summary>Refuses unless the log's operator signed, by a maker and a checker, and the others as well.</summary>
    public static Refusal? MissingOperator(Signer[] signedBy, RegisterView view, params IEnumerable<string> others)
    {
        if (view.OperatorId is not { } id) return new Refusal(RefusalCodes.NoOperator, "The log names no operator yet.");
        var party = Organisation(id);
        if (Missing(signedBy, [party, .. others]) is { } missing) return missing;
        return signedBy.Any(s => s.Party == party && s is { MakerId: not null, CheckerId: not null })
            ? null
            : new Refusal(RefusalCodes.FourEyes, $"{party} needs a maker and a checker.");
    }
}

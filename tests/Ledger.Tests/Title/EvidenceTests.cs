using SupplyFinance.Contracts;
using SupplyFinance.Ledger.Title;
using static SupplyFinance.Ledger.Tests.Title.Trade;

namespace SupplyFinance.Ledger.Tests.Title;

public class EvidenceTests
{
    [Fact]
    public void A_document_is_committed_to_without_touching_any_lot()
    {
        var register = Issued();
        var effects = register.MustDo(Trade.Evidence(Bank, 0));
        Assert.Empty(effects.Lots);
        Assert.Equal(2, register.Log.Count);
    }

    [Fact]
    public void Links_lead_to_earlier_entries_each_once()
    {
        var register = Issued();
        Refused(register, RefusalCodes.InvalidLink, Trade.Evidence(Bank, 1));
        Refused(register, RefusalCodes.InvalidLink, Trade.Evidence(Bank, -1));
        Refused(register, RefusalCodes.InvalidLink, Trade.Evidence(Bank, 0, 0));
        for (var i = 0; i < 40; i++) register.MustDo(Trade.Evidence(Bank));
        long[] many = [.. Enumerable.Range(0, SupplyFinance.Ledger.Title.Evidence.MaxLinks + 1).Select(i => (long)i)];
        Refused(register, RefusalCodes.InvalidLink, Trade.Evidence(Bank, many));
        register.MustDo(Trade.Evidence(Bank, many[1..]));
    }

    [Fact]
    public void The_submitter_alone_signs()
    {
        var evidence = Trade.Evidence(Bank);
        Refused(Issued(), RefusalCodes.WrongSigner, evidence with { SignedBy = [] });
        Refused(Issued(), RefusalCodes.WrongSigner, evidence with { SignedBy = [By(Bank), By(Supplier)] });
        Refused(Issued(), RefusalCodes.WrongSigner, evidence with { SignedBy = [new Signer("nobody", null, null)] });
        Issued().MustDo(evidence with { SignedBy = [Factoring] });
    }

    [Fact]
    public void A_commitment_is_a_hash_made_in_a_known_way()
    {
        Refused(Issued(), RefusalCodes.NoDocument, Trade.Evidence(Bank) with { Commitment = "abc" });
        Refused(Issued(), RefusalCodes.UnknownScheme, Trade.Evidence(Bank) with { Scheme = "md5" });
        Issued().MustDo(Trade.Evidence(Bank) with { Scheme = EvidenceSchemes.SaltedSha256 });
    }
}

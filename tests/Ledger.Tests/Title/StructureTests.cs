using SupplyFinance.Ledger.Log;
using SupplyFinance.Ledger.Title;
using static SupplyFinance.Ledger.Tests.Title.Trade;

namespace SupplyFinance.Ledger.Tests.Title;

/// <summary>What entries alone show, whatever their openings would say.</summary>
public class StructureTests
{
    private const string Chief = "org:00000006-0000-7000-8000-000000000000";
    private static readonly Digest Hash = Digest.Of([]);
    private static readonly byte[] Issued = Of(EntryType.Issue, ["org:d"], outputs: [Root]);
    private static readonly byte[] Named = Of(EntryType.NameOperator, [Party.Ledger], owner: Chief);
    private static readonly byte[] Locked = Of(EntryType.Lock, ["org:h"], touched: [Root], owner: "service:f");
    private static readonly byte[] Frozen = Of(EntryType.Freeze, [Chief], touched: [Root]);
    private static readonly byte[] Moved = Of(EntryType.Transfer, ["org:h", "service:f"], [Root], outputs: [Id(201)]);

    [Fact]
    public void The_operator_is_who_the_log_says()
    {
        Sound(Issued, Named, Frozen);
        Broken("an operator has not signed", Issued, Frozen);
        Broken($"{Chief} has not signed", Issued, Named, Of(EntryType.Freeze, ["org:h"], touched: [Root]));
        Broken($"{Chief} has not signed", Issued, Named, Of(EntryType.AssignByLaw, ["org:h"], [Root], outputs: [Id(201)]));
        Broken($"{Chief} has not signed", Named, Of(EntryType.SplitPolicy, ["service:f"]));
        Broken($"{Chief} has not signed", Named, Of(EntryType.NameOperator, [Party.Ledger], owner: "org:x"));
        Broken("service:ledger has not signed", Of(EntryType.NameOperator, [Chief], owner: Chief));
        Sound(Named, Of(EntryType.NameOperator, [Chief], owner: "org:x"), Of(EntryType.SplitPolicy, ["org:x"]));
    }

    [Fact]
    public void A_frozen_lot_does_not_move_until_it_is_lifted()
    {
        var lifted = Of(EntryType.Unfreeze, [Chief], touched: [Root]);
        Broken("is frozen", Issued, Named, Frozen, Moved);
        Broken("is frozen", Issued, Named, Frozen, Locked);
        Broken("is frozen", Issued, Named, Frozen, Of(EntryType.Convert, ["org:d"], [Root], outputs: [Id(201)]));
        Broken("is frozen", Issued, Named, Frozen, Of(EntryType.Expire, [Party.Ledger], touched: [Root]));
        Broken("is frozen", Issued, Named, Of(EntryType.Freeze, [Chief], touched: [Root, Root]), Moved);
        Broken("is not frozen", Issued, Named, lifted);
        Sound(Issued, Named, Frozen, lifted, Moved);
    }

    [Fact]
    public void A_lock_outlasts_freeze_and_lifting_and_may_be_released_meanwhile()
    {
        var (lifted, byHolder) = (Of(EntryType.Unfreeze, [Chief], touched: [Root]), Of(EntryType.Transfer, ["org:h"], [Root]));
        Broken("locked by service:f", Issued, Named, Locked, Frozen, lifted, byHolder);
        var released = Of(EntryType.Release, ["service:f"], touched: [Root]);
        Broken("is frozen", Issued, Named, Locked, Frozen, released, byHolder);
        Sound(Issued, Named, Locked, Frozen, released, lifted, byHolder);
    }

    [Fact]
    public void What_the_law_or_the_debtor_makes_of_a_lot_keeps_its_lock_and_its_freeze()
    {
        var (assigned, converted) = (Of(EntryType.AssignByLaw, [Chief], [Root], outputs: [Id(201)]),
            Of(EntryType.Convert, ["org:d"], [Root], outputs: [Id(201), Id(202)]));
        var byHolder = Of(EntryType.Transfer, ["org:h"], [Id(201)]);
        Broken("locked by service:f", Issued, Named, Locked, assigned, byHolder);
        Broken("is frozen", Issued, Named, Frozen, assigned, byHolder);
        Broken("locked by service:f", Issued, Locked, converted, byHolder);
        Sound(Issued, converted, byHolder);
    }

    [Fact]
    public void Face_comes_back_of_discharged_lots_alone_and_under_collection()
    {
        var discharged = Of(EntryType.Discharge, ["service:bank-settlement"], [Root]);
        var back = Of(EntryType.Reinstate, [Chief, "service:bank-settlement"], touched: [Root], outputs: [Id(201)],
            owner: "service:bank-settlement");
        Sound(Issued, Named, discharged, back);
        Broken("was not discharged", Issued, Named, back);
        Broken("was not discharged", Issued, Named, Of(EntryType.Void, ["org:d"], [Root]), back);
        Broken("locked by service:bank-settlement", Issued, Named, discharged, back,
            Of(EntryType.Transfer, ["org:h"], [Id(201)]));
        Broken("has not signed", Issued, Named, discharged,
            Of(EntryType.Reinstate, ["service:bank-settlement"], touched: [Root], outputs: [Id(201)]));
    }

    [Fact]
    public void Only_the_sequencer_ends_a_lock_by_time()
    {
        Sound(Issued, Locked, Of(EntryType.Expire, [Party.Ledger], touched: [Root]), Of(EntryType.Transfer, ["org:h"], [Root]));
        Broken("service:ledger has not signed", Issued, Locked, Of(EntryType.Expire, ["org:h"], touched: [Root]));
    }

    [Fact]
    public void Nobody_makes_a_locked_lot_smaller_or_void()
    {
        Broken("locked by service:f", Issued, Locked, Of(EntryType.Reduce, ["org:d", "org:h"], [Root], outputs: [Id(201)]));
        Broken("locked by service:f", Issued, Locked, Of(EntryType.Void, ["org:d", "org:h"], [Root]));
        Sound(Issued, Of(EntryType.Reduce, ["org:d", "org:h"], [Root], outputs: [Id(201)]), Of(EntryType.Evidence, ["org:h"]));
    }

    private static byte[] Of(
        EntryType type, string[] signers, Guid[]? consumed = null, Guid[]? touched = null, Guid[]? outputs = null,
        string? owner = null) => EntryCodec.Encode(new Entry(
            type, Hash, signers, owner, consumed ?? [], touched ?? [],
            [.. (outputs ?? []).Select(id => new EntryOutput(id, Hash))], TestRegister.Now));

    private static void Sound(params byte[][] entries) => Assert.Null(First(entries));

    private static void Broken(string wrong, params byte[][] entries) =>
        Assert.Contains($"Entry {entries.Length - 1}: ", Containing(wrong, First(entries)), StringComparison.Ordinal);

    private static string Containing(string part, string? whole)
    {
        Assert.Contains(part, whole, StringComparison.Ordinal);
        return whole!;
    }

    private static string? First(byte[][] entries)
    {
        var structure = new Structure();
        return entries.Select(bytes => structure.Apply(bytes)).FirstOrDefault(wrong => wrong is not null);
    }
}

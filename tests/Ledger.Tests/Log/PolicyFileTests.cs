using SupplyFinance.Ledger.Log;

namespace SupplyFinance.Ledger.Tests.Log;

public sealed class PolicyFileTests
{
    private const string Text = "example.org/log\n1\nCsUYapGGPo4dkMgIAUqom/Xajj7h2fB2MPA3j2jxq2I=\n";
    private static readonly NoteKey Log = NoteKey.FromSeed("example.org/log", Seed(0));
    private static readonly NoteKey[] Witnesses =
        [.. Enumerable.Range(1, 6).Select(i => NoteKey.FromSeed($"w{i}.example", Seed(i), VerifierKey.Cosigner))];

    private static byte[] Seed(int i) => [.. Enumerable.Repeat((byte)i, 32)];

    private static string W(int i) => $"witness W{i} {Witnesses[i - 1].Verifier}\n";

    private static string LogLine => $"log {Log.Verifier} https://ledger.example/api/ledger\n";

    private static PolicyFile Read(string text)
    {
        Assert.True(PolicyFile.TryParse(text, out var policy, out var why), why);
        return policy!;
    }

    private static SignedNote By(params int[] witnesses) => new(Text,
    [
        .. Log.Sign(Text).Signatures, .. witnesses.Select(i => Witnesses[i - 1].Cosign(Text, DateTimeOffset.UnixEpoch)),
    ]);

    // The example of the format: two of three X, and any of three Y.
    private static string TwoLevels => LogLine + "\n  # comment\n" + string.Concat(Enumerable.Range(1, 6).Select(W))
        + "group X 2 W1 W2 W3\n\tgroup Y any W4 W5 W6 \ngroup X-and-Y all X Y\nquorum X-and-Y\n";

    [Theory]
    [InlineData(true, 1, 2, 4)]
    [InlineData(true, 1, 2, 3, 4, 5, 6)]
    [InlineData(false, 1, 2, 3)]
    [InlineData(false, 1, 4, 5, 6)]
    [InlineData(false)]
    public void A_quorum_of_groups_in_a_group_decides(bool witnessed, params int[] witnesses)
    {
        var verdict = Read(TwoLevels).Judge(By(witnesses));
        Assert.True(verdict.IsNotarised);
        Assert.Equal((witnessed, witnessed), (verdict.IsWitnessed, verdict.IsEnough));
        Assert.Equal(witnesses.Select(i => $"W{i}"), verdict.Witnesses.Select(witness => witness.Name));
    }

    [Fact]
    public void One_witness_twice_is_one() =>
        Assert.False(Read(LogLine + W(1) + W(2) + "group both 2 W1 W2\nquorum both\n").Judge(By(1, 1)).IsWitnessed);

    [Fact]
    public void Without_the_log_s_signature_no_witness_helps()
    {
        var note = new SignedNote(Text, [Witnesses[0].Cosign(Text, DateTimeOffset.UnixEpoch)]);
        var verdict = Read(LogLine + W(1) + "quorum W1\n").Judge(note);
        Assert.Equal((false, false, false), (verdict.IsNotarised, verdict.IsWitnessed, verdict.IsEnough));
    }

    [Fact]
    public void A_policy_that_asks_for_nobody_makes_nothing_witnessed()
    {
        var verdict = Read(LogLine + W(1) + "quorum none\n").Judge(By(1));
        Assert.Equal((true, false, true), (verdict.IsNotarised, verdict.IsWitnessed, verdict.IsEnough));
    }

    [Fact]
    public void A_bad_cosignature_of_a_known_key_spoils_the_note_and_a_stranger_s_does_not()
    {
        var bad = Witnesses[0].Cosign("b\n", DateTimeOffset.UnixEpoch);
        var note = new SignedNote(Text, [.. By(2).Signatures, bad]);
        Assert.False(Read(LogLine + W(1) + W(2) + "quorum W2\n").Judge(note).IsNotarised);
        Assert.True(Read(LogLine + W(2) + "quorum W2\n").Judge(note).IsWitnessed);
    }

    [Fact]
    public void Addresses_end_in_a_slash_and_may_be_missing()
    {
        var policy = Read(LogLine + W(1).TrimEnd() + " http://bank.example/witness\n" + W(2) + "quorum none\n");
        Assert.Equal(new Uri("https://ledger.example/api/ledger/"), policy.Logs[0].Address);
        Assert.Equal([new Uri("http://bank.example/witness/"), null], policy.Witnesses.Select(w => w.Address));
    }

    [Fact]
    public void A_policy_over_title_statements_takes_keys_that_sign_notes()
    {
        var line = $"witness mirror {Log.Verifier}\nquorum mirror\n";
        Assert.True(PolicyFile.TryParse(line, out _, out _, forTitle: true));
        Assert.False(PolicyFile.TryParse(line, out _, out _));
        Assert.False(PolicyFile.TryParse(W(1) + "quorum W1\n", out _, out _, forTitle: true));
    }

    public static TheoryData<string, string> Wrong => new()
    {
        { "", "no quorum" },
        { W(1), "no quorum" },
        { W(1) + "quorum W1\nquorum W1\n", "line 3: there are two quorum lines" },
        { "quorum W1\n" + W(1), "line 1: 'W1' is defined on no earlier line" },
        { W(1) + W(1) + "quorum W1\n", "line 2: the name 'W1' is taken" },
        { W(1) + W(1).Replace("W1", "W9", StringComparison.Ordinal) + "quorum W1\n", "line 2: the witness's key stands here twice" },
        { LogLine + LogLine + "quorum none\n", "line 2: the log's key stands here twice" },
        { W(1).Replace("W1", "none", StringComparison.Ordinal) + "quorum none\n", "'none' is taken" },
        { W(1) + "group g 2 W1\nquorum g\n", "from 1 to 1" },
        { W(1) + "group g 0 W1\nquorum g\n", "from 1 to 1" },
        { W(1) + "group g 01 W1\nquorum g\n", "from 1 to 1" },
        { W(1) + "group g all\nquorum g\n", "too few" },
        { W(1) + "group g any W1 W2\nquorum g\n", "'W2' is defined on no earlier line" },
        { W(1) + "group g any W1 W1\nquorum g\n", "'W1' is a member twice" },
        { W(1) + "group g any W1\ngroup h any W1 g\nquorum h\n", "'W1' is a member twice" },
        { W(1) + "group g any g\nquorum g\n", "'g' is defined on no earlier line" },
        { "group g any none\nquorum g\n", "'none' is defined on no earlier line" },
        { "log nothing\nquorum none\n", "line 1: the log's key is none" },
        { $"log {Witnesses[0].Verifier}\nquorum none\n", "not of a type that signs notes" },
        { $"witness W1 {Log.Verifier}\nquorum none\n", "does not sign this" },
        { W(1).TrimEnd() + " ftp://x\nquorum none\n", "no http or https URL" },
        { W(1).TrimEnd() + " http://x y\nquorum none\n", "too few or too many" },
        { "quorum none # why\n", "too few or too many" },
        { "quorum none\r\n", "control character" },
        { "quorom none\n", "'quorom' is no line" },
    };

    [Theory]
    [MemberData(nameof(Wrong))]
    public void A_wrong_policy_is_refused_and_its_line_named(string text, string reason)
    {
        Assert.False(PolicyFile.TryParse(text, out _, out var why));
        Assert.Contains(reason, why, StringComparison.Ordinal);
    }

    [Fact]
    public void Thirty_two_of_everything_fit()
    {
        var text = string.Concat(Enumerable.Range(0, 32).Select(i =>
        {
            using var log = NoteKey.FromSeed($"log{i}", Seed(100 + i));
            using var witness = NoteKey.FromSeed($"w{i}", Seed(200 + (i % 50)), VerifierKey.Cosigner);
            return $"log {log.Verifier}\nwitness w{i} {witness.Verifier}\ngroup g{i} any w{i}\n";
        }));
        Assert.Equal(32, Read(text + "quorum g31\n").Witnesses.Count);
    }
}

using System.Globalization;

namespace SupplyFinance.Ledger.Log;

/// <summary>Whose signatures are enough (c2sp.org/tlog-policy): <c>log</c>, <c>witness</c>, <c>group</c> and one
/// <c>quorum</c> line. A policy for title statements is the same file over keys of type 0x01.</summary>
public sealed class PolicyFile
{
    /// <summary>Logs, witnesses and groups in one policy, each: the format asks for at least 32.</summary>
    public const int MaxOfEach = 64;

    /// <summary>A policy with every line at its longest stays below, ML-DSA-44 keys among them.</summary>
    public const int MaxBytes = 1_000_000;

    private const string NoQuorum = "none";

    private readonly Member? _quorum;

    private PolicyFile(IReadOnlyList<PolicyLog> logs, IReadOnlyList<PolicyWitness> witnesses, Member? quorum)
    {
        Logs = logs;
        Witnesses = witnesses;
        _quorum = quorum;
    }

    /// <summary>The logs that are accepted.</summary>
    public IReadOnlyList<PolicyLog> Logs { get; }

    /// <summary>The witnesses, in the file's order.</summary>
    public IReadOnlyList<PolicyWitness> Witnesses { get; }

    /// <summary>Whether any cosignature is asked for at all.</summary>
    public bool AsksForWitnesses => _quorum is not null;

    private abstract record Member(string Name);

    private sealed record Single(string Name, VerifierKey Key) : Member(Name);

    private sealed record Group(string Name, int Needed, IReadOnlyList<Member> Members) : Member(Name);

    /// <summary>Reads a policy over checkpoints or, with <paramref name="forTitle"/>, over title statements.</summary>
    /// <param name="why">The line that is wrong, and what is wrong with it.</param>
    public static bool TryParse(string text, out PolicyFile? policy, out string why, bool forTitle = false)
    {
        policy = null;
        if (text.Length > MaxBytes) return Refuse("the file is too long", out why);
        if (text.Any(c => c is < ' ' and not ('\t' or '\n') or '\u007f')) return Refuse("a control character", out why);
        var reader = new Reader(forTitle);
        var number = 0;
        foreach (var line in text.Split('\n'))
        {
            number++;
            string[] words = line.Split([' ', '\t'], StringSplitOptions.RemoveEmptyEntries);
            if (words.Length == 0 || words[0].StartsWith('#')) continue;
            if (reader.Take(words) is { } wrong)
                return Refuse(string.Create(CultureInfo.InvariantCulture, $"line {number}: {wrong}"), out why);
        }

        if (!reader.HasQuorum) return Refuse("there is no quorum line", out why);
        policy = reader.Policy();
        why = "";
        return true;
    }

    /// <summary>Judges a note: who of the policy's logs and witnesses signed it, and whether that is the quorum. A
    /// known key with a bad signature spoils the whole note.</summary>
    public Verdict Judge(SignedNote note)
    {
        VerifierKey[] known = [.. Logs.Select(log => log.Key), .. Witnesses.Select(witness => witness.Key)];
        if (!note.IsSignedBy(known, out var signers)) return new Verdict([], [], false, false);
        var logs = Logs.Where(log => signers.Contains(log.Key)).ToArray();
        var witnesses = Witnesses.Where(witness => signers.Contains(witness.Key)).ToArray();
        var hasQuorum = logs.Length > 0 && _quorum is not null && Has(_quorum, signers);
        return new Verdict(logs, witnesses, hasQuorum, hasQuorum || (_quorum is null && logs.Length > 0));
    }

    private static bool Has(Member member, IReadOnlyList<VerifierKey> signers) => member switch
    {
        Single single => signers.Contains(single.Key),
        Group group => group.Members.Count(inner => Has(inner, signers)) >= group.Needed,
        _ => false,
    };

    private static bool Refuse(string reason, out string why)
    {
        why = reason;
        return false;
    }

    // Names and groups refer to earlier lines only, so that reading in order is enough and nothing goes in circles.
    private sealed class Reader(bool forTitle)
    {
        private readonly List<PolicyLog> _logs = [];
        private readonly List<PolicyWitness> _witnesses = [];
        private readonly Dictionary<string, Member> _members = new(StringComparer.Ordinal);
        private readonly HashSet<string> _inGroups = new(StringComparer.Ordinal);
        private Member? _quorum;

        public bool HasQuorum { get; private set; }

        public PolicyFile Policy() => new(_logs, _witnesses, _quorum);

        public string? Take(string[] words) => words switch
        {
            ["log", var key, .. var url] when url.Length < 2 => Log(key, url),
            ["witness", var name, var key, .. var url] when url.Length < 2 => Witness(name, key, url),
            ["group", var name, var needed, .. { Length: > 0 } members] => GroupOf(name, needed, members),
            ["quorum", var name] => Quorum(name),
            _ => $"'{words[0]}' is no line of a policy, or has too few or too many words",
        };

        private string? Log(string text, string[] url)
        {
            if (!VerifierKey.TryParse(text, out var key)) return "the log's key is none";
            if (key!.Type != VerifierKey.Ed25519) return "the log's key is not of a type that signs notes";
            if (_logs.Exists(log => log.Key.PublicKey.Span.SequenceEqual(key.PublicKey.Span)))
                return "the log's key stands here twice";
            if (_logs.Count == MaxOfEach) return $"more than {MaxOfEach} logs";
            if (!TryUrl(url, out var address)) return "the address is no http or https URL";
            _logs.Add(new PolicyLog(key, address));
            return null;
        }

        private string? Witness(string name, string text, string[] url)
        {
            if (Taken(name) is { } taken) return taken;
            if (!VerifierKey.TryParse(text, out var key)) return "the witness's key is none";
            var fits = forTitle
                ? key!.Type == VerifierKey.Ed25519
                : key!.Type is VerifierKey.Cosigner or VerifierKey.PostQuantumCosigner;
            if (!fits) return $"the witness's key is of type {key.Type:x2}, which does not sign this";
            if (_witnesses.Exists(witness => witness.Key.PublicKey.Span.SequenceEqual(key.PublicKey.Span)))
                return "the witness's key stands here twice";
            if (_witnesses.Count == MaxOfEach) return $"more than {MaxOfEach} witnesses";
            if (!TryUrl(url, out var address)) return "the address is no http or https URL";
            _witnesses.Add(new PolicyWitness(name, key, address));
            _members.Add(name, new Single(name, key));
            return null;
        }

        private string? GroupOf(string name, string neededText, string[] names)
        {
            if (Taken(name) is { } taken) return taken;
            if (_members.Count - _witnesses.Count == MaxOfEach) return $"more than {MaxOfEach} groups";
            if (names.FirstOrDefault(member => !_members.ContainsKey(member)) is { } unknown)
                return $"'{unknown}' is defined on no earlier line";
            // Each counts in one way only; else one witness could fill a quorum by itself.
            if (names.FirstOrDefault(member => !_inGroups.Add(member)) is { } twice)
                return $"'{twice}' is a member twice";
            var needed = neededText switch
            {
                "all" => names.Length,
                "any" => 1,
                _ => Checkpoint.TryReadSize(neededText, out var number) && number <= names.Length ? (int)number : 0,
            };
            if (needed < 1) return $"'{neededText}' is not all, any or a number from 1 to {names.Length}";
            _members.Add(name, new Group(name, needed, [.. names.Select(member => _members[member])]));
            return null;
        }

        private string? Quorum(string name)
        {
            if (HasQuorum) return "there are two quorum lines";
            if (name != NoQuorum && !_members.TryGetValue(name, out _quorum))
                return $"'{name}' is defined on no earlier line";
            HasQuorum = true;
            return null;
        }

        private string? Taken(string name) =>
            name == NoQuorum || _members.ContainsKey(name) ? $"the name '{name}' is taken" : null;

        private static bool TryUrl(string[] url, out Uri? address)
        {
            address = null;
            return url.Length == 0 || (Uri.TryCreate(url[0].TrimEnd('/') + "/", UriKind.Absolute, out address)
                && (address.Scheme == Uri.UriSchemeHttps || address.Scheme == Uri.UriSchemeHttp));
        }
    }
}

/// <summary>A log that a policy accepts.</summary>
/// <param name="Address">Where it is, ending in a slash; null where the policy does not say.</param>
public sealed record PolicyLog(VerifierKey Key, Uri? Address);

/// <summary>A witness or mirror of a policy.</summary>
/// <param name="Name">Its name in the policy alone.</param>
/// <param name="Address">What its <c>add-checkpoint</c> is under, ending in a slash; null where the policy does not
/// say.</param>
public sealed record PolicyWitness(string Name, VerifierKey Key, Uri? Address);

/// <summary>What a policy says of a note.</summary>
/// <param name="Logs">The logs that signed it.</param>
/// <param name="Witnesses">The witnesses that signed it.</param>
/// <param name="IsWitnessed">A log signed it, and the witnesses are the quorum. A policy without a quorum makes nothing
/// witnessed.</param>
/// <param name="IsEnough">It is valid by the policy: witnessed, or notarised where no witness is asked for.</param>
public sealed record Verdict(
    IReadOnlyList<PolicyLog> Logs, IReadOnlyList<PolicyWitness> Witnesses, bool IsWitnessed, bool IsEnough)
{
    /// <summary>A log of the policy signed it.</summary>
    public bool IsNotarised => Logs.Count > 0;
}

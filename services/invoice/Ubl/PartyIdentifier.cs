using System.Text;

namespace SupplyFinance.Invoices.Ubl;

/// <summary>An identifier of a party: an ISO 6523 scheme id, <c>USCC</c>, <c>LEI</c>, <c>VAT</c>; <c>LEGAL</c> for a
/// registration number and <c>ID</c> for a party number without a scheme, <c>NAME</c> for the registered
/// name.</summary>
public sealed record PartyIdentifier(string Scheme, string Value)
{
    public const string Legal = "LEGAL";
    public const string Unnamed = "ID";
    public const string Name = "NAME";

    /// <summary>Two spellings of one identifier fold to the same: width, case, spaces and punctuation do not count.
    /// <c>0199</c> is ISO 6523's number for the LEI.</summary>
    public PartyIdentifier Folded() =>
        new(Scheme.Trim().ToUpperInvariant() is var scheme && scheme == "0199" ? "LEI" : scheme, Fold(Value));

    /// <summary>Whether two lists name the same party: they share an identifier, and wherever both use a scheme they
    /// share one there. A name alone counts only where one side has nothing better: an equal name beside another
    /// registration number is another company. A party number without a scheme says nothing: every seller numbers its
    /// customers anew.</summary>
    public static bool SameParty(IEnumerable<PartyIdentifier> one, IEnumerable<PartyIdentifier> other)
    {
        var mine = ByScheme(one);
        var theirs = ByScheme(other);
        var numbers = mine.Keys.Intersect(theirs.Keys).Where(scheme => scheme != Name).ToList();
        if (numbers.Count > 0) return numbers.TrueForAll(scheme => mine[scheme].Overlaps(theirs[scheme]));
        var nameIsAll = mine.Keys.All(scheme => scheme == Name) || theirs.Keys.All(scheme => scheme == Name);
        return nameIsAll && mine.TryGetValue(Name, out var names) && theirs.TryGetValue(Name, out var others)
            && names.Overlaps(others);
    }

    private static Dictionary<string, HashSet<string>> ByScheme(IEnumerable<PartyIdentifier> identifiers) =>
        identifiers.Select(x => x.Folded()).Where(x => x.Value.Length > 0 && x.Scheme != Unnamed)
            .GroupBy(x => x.Scheme).ToDictionary(x => x.Key, x => x.Select(y => y.Value).ToHashSet());

    private static string Fold(string value) => string.Concat(
        value.Normalize(NormalizationForm.FormKC).ToUpperInvariant().Where(char.IsLetterOrDigit));
}

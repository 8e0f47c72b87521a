using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using System.Text.Json.Serialization.Metadata;
using SupplyFinance.Platform.Money;

namespace SupplyFinance.Platform.Http;

/// <summary>Example values for the interface's description, from one table of members: a service's own words first, then the platform's, then
/// what the type itself allows.</summary>
/// <param name="own">Values by member (<c>dueDate</c>) or by type and member (<c>ReceivableView.state</c>,
/// <c>ReadCollections.View.state</c>).</param>
internal sealed class Examples(IReadOnlyDictionary<string, object> own)
{
    /// <summary>Stands where no table has a word.</summary>
    public const string Unknown = "…";

    /// <summary>Deeper than any body; a type that holds itself ends here.</summary>
    private const int Deepest = 8;

    private static readonly Dictionary<string, object> Known = new()
    {
        ["nextCursor"] = "MTUw",
        ["cursor"] = "MTAw",
        ["contentHash"] = "9f86d081884c7d659a2feaa0c55ad015a3bf4f1b2b0b822cd15d6c15b0f00a08",
        ["command"] = "confirm-receivable",
        ["source"] = "ledger",
        ["attempts"] = 5,
        ["limit"] = 50,
        ["version"] = 3,
        ["Approvals.View.state"] = "pending",
        ["reason"] = "Agreed with the other side by telephone.",
        ["body"] = "{}",
        ["status"] = "admitted",
        ["currency"] = "CNY",
        ["type"] = "LotChanged",
        ["why"] = "This needs maker of supplier.",
    };

    static Examples() => ApiJson.Options.MakeReadOnly(populateMissingResolver: true);

    /// <summary>An example of a body, a parameter or a member.</summary>
    public JsonNode? Of(Type type, string name = "", string owner = "", int depth = 0)
    {
        var bare = Nullable.GetUnderlyingType(type) ?? type;
        if (Listed(bare, name, owner) is { } listed) return listed;
        if (bare == typeof(Money.Money)) return Node(new Money.Money(11_500_000, Currency.Of("CNY")));
        if (bare == typeof(JsonElement) || depth > Deepest) return new JsonObject();
        var info = ApiJson.Options.GetTypeInfo(bare);
        return info.Kind switch
        {
            JsonTypeInfoKind.Object => OfMembers(info, depth),
            JsonTypeInfoKind.Enumerable => new JsonArray(Of(info.ElementType!, name, owner, depth + 1)),
            JsonTypeInfoKind.Dictionary => new JsonObject { ["key"] = Of(info.ElementType!, name, owner, depth + 1) },
            _ => OfValue(bare, name),
        };
    }

    /// <summary>A failure as it might be: its texts from the code that makes it, the rest from the tables.</summary>
    public Failure Of(Refusal refusal)
    {
        if (refusal.Type == typeof(InvalidField)) return Field(refusal.Literals);
        var constructor = refusal.Type.GetConstructors().MaxBy(one => one.GetParameters().Length)!;
        var values = constructor.GetParameters().Select(parameter =>
            parameter.ParameterType == typeof(string)
                ? Text(parameter.Name!, refusal)
                : parameter.ParameterType == typeof(object)
                    ? OfId(parameter.Name!)
                    : Of(parameter.ParameterType, parameter.Name!, refusal.Type.Name).Deserialize(parameter.ParameterType, ApiJson.Options));
        return (Failure)constructor.Invoke([.. values]);
    }

    private object Text(string name, Refusal refusal) =>
        Listed(typeof(string), name, refusal.Type.Name)?.GetValue<string>()
        ?? (refusal.Type.GetConstructors()[0].GetParameters().Count(p => p.ParameterType == typeof(string)) == 1
            ? refusal.Literals.LastOrDefault(Unknown)
            : Unknown);

    /// <summary>An invalid field names its rule in the code: field, rule, and the parts of the text between its values.</summary>
    private static InvalidField Field(IReadOnlyList<string> literals)
    {
        var rule = literals.ToList().FindLastIndex(IsCode);
        return new InvalidField(
            rule > 0 ? literals[rule - 1] : Unknown, rule < 0 ? Unknown : literals[rule], string.Join(Unknown, literals.Skip(rule + 1)));
    }

    private static bool IsCode(string text) => text.Length > 1 && text.All(c => char.IsAsciiLetterLower(c) || char.IsAsciiDigit(c) || c == '-');

    private JsonObject OfMembers(JsonTypeInfo info, int depth)
    {
        var example = new JsonObject();
        foreach (var member in info.Properties.Where(member => member.Get is not null || member.AssociatedParameter is not null))
            example[member.Name] = Of(member.PropertyType, member.Name, OwnerOf(info.Type), depth + 1);
        return example;
    }

    private static string OwnerOf(Type type) => type.DeclaringType is { } outer ? $"{outer.Name}.{type.Name}" : type.Name;

    private static JsonNode OfValue(Type type, string name) => type switch
    {
        _ when type == typeof(Guid) => OfId(name),
        _ when type == typeof(DateOnly) => "2026-06-22",
        _ when type == typeof(DateTimeOffset) => "2026-03-02T01:00:00Z",
        _ when type == typeof(bool) => true,
        _ when type == typeof(byte[]) => "c3VwcGx5",
        _ when type.IsEnum => Node(Enum.GetValues(type).GetValue(0)!),
        _ when type.IsPrimitive || type == typeof(decimal) => 1,
        _ => Unknown,
    };

    /// <summary>An id of its own for each name, the same in every document.</summary>
    private static string OfId(string name)
    {
        var digits = Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(name)));
        return $"019cb8a2-4b00-7{digits[..3]}-8{digits[3..6]}-{digits[6..18]}";
    }

    private JsonNode? Listed(Type type, string name, string owner)
    {
        foreach (var table in (IReadOnlyDictionary<string, object>[])[own, Known])
        {
            foreach (var key in (string[])[$"{owner}.{name}", name])
            {
                if (table.TryGetValue(key, out var value) && Fits(Node(value), type)) return Node(value);
            }
        }

        return null;
    }

    private static bool Fits(JsonNode value, Type type)
    {
        try
        {
            value.Deserialize(type, ApiJson.Options);
            return true;
        }
        catch (Exception other) when (other is JsonException or NotSupportedException or InvalidOperationException)
        {
            // A member of the same name with another type: an enum, a list.
            return false;
        }
    }

    private static JsonNode Node(object value) => JsonSerializer.SerializeToNode(value, ApiJson.Options)!;
}

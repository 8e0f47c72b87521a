using System.Text.Json;

namespace SupplyFinance.Gateway.Routes;

/// <summary>
/// One JSON object read field by field, names without case as Ocelot's configuration binder does. Every wrong type is
/// an error; every field that nobody asked for is a warning.
/// </summary>
internal sealed class JsonFields
{
    private readonly Dictionary<string, JsonElement> fields = new(StringComparer.OrdinalIgnoreCase);
    private readonly HashSet<string> asked = new(StringComparer.OrdinalIgnoreCase);
    private readonly Findings findings;

    public JsonFields(JsonElement element, string path, Findings findings)
    {
        Path = path;
        this.findings = findings;
        if (element.ValueKind != JsonValueKind.Object)
        {
            findings.Error(path, "must be an object");
            return;
        }
        foreach (var field in element.EnumerateObject())
        {
            if (!fields.TryAdd(field.Name, field.Value))
                findings.Error($"{path}: {field.Name}", "is there twice");
        }
    }

    /// <summary>How messages name the object.</summary>
    public string Path { get; }

    public string? Text(string name) =>
        Field(name, JsonValueKind.String, "must be text") is { } value ? value.GetString() : null;

    public int? Number(string name)
    {
        if (Field(name, JsonValueKind.Number, "must be a whole number") is not { } value)
            return null;
        if (value.TryGetInt32(out var number))
            return number;
        Error(name, "must be a whole number");
        return null;
    }

    public double? Fraction(string name) =>
        Field(name, JsonValueKind.Number, "must be a number") is { } value ? value.GetDouble() : null;

    public bool? Flag(string name)
    {
        asked.Add(name);
        if (!fields.TryGetValue(name, out var value) || value.ValueKind == JsonValueKind.Null)
            return null;
        if (value.ValueKind is JsonValueKind.True or JsonValueKind.False)
            return value.GetBoolean();
        Error(name, "must be true or false");
        return null;
    }

    public JsonFields? Object(string name) =>
        Field(name, JsonValueKind.Object, "must be an object") is { } value
            ? new JsonFields(value, $"{Path}: {name}", findings)
            : null;

    public IReadOnlyList<JsonElement> Items(string name) =>
        Field(name, JsonValueKind.Array, "must be a list") is { } value ? [.. value.EnumerateArray()] : [];

    public IReadOnlyList<string> Texts(string name)
    {
        var texts = new List<string>();
        foreach (var item in Items(name))
        {
            if (item.ValueKind == JsonValueKind.String)
                texts.Add(item.GetString()!);
            else
                Error(name, "must be a list of text");
        }
        return texts;
    }

    public IReadOnlyDictionary<string, string> Pairs(string name)
    {
        var pairs = new Dictionary<string, string>(StringComparer.Ordinal);
        if (Field(name, JsonValueKind.Object, "must be an object of text") is not { } value)
            return pairs;
        foreach (var field in value.EnumerateObject())
        {
            if (field.Value.ValueKind == JsonValueKind.String)
                pairs[field.Name] = field.Value.GetString()!;
            else
                Error(name, $"must give '{field.Name}' as text");
        }
        return pairs;
    }

    /// <summary>Fields that Ocelot knows and that have no effect here.</summary>
    public void Ignore(params ReadOnlySpan<string> names)
    {
        foreach (var name in names)
        {
            if (asked.Add(name) && fields.ContainsKey(name))
                findings.Warn($"{Path}: {name}", "is not supported and ignored");
        }
    }

    /// <summary>Fields that let fewer callers in: ignoring one would open a door that its author closed.</summary>
    public void Refuse(params ReadOnlySpan<string> names)
    {
        foreach (var name in names)
        {
            if (asked.Add(name) && fields.TryGetValue(name, out var value) && !IsBlank(value))
                Error(name, "is not supported; it narrows who may call, so it cannot be ignored");
        }
    }

    public void WarnOfTheRest()
    {
        foreach (var name in fields.Keys.Where(name => !asked.Contains(name)))
            findings.Warn($"{Path}: {name}", "is unknown and ignored");
    }

    public void Error(string name, string fault) => findings.Error($"{Path}: {name}", fault);

    public void Warn(string name, string remark) => findings.Warn($"{Path}: {name}", remark);

    private JsonElement? Field(string name, JsonValueKind kind, string otherwise)
    {
        asked.Add(name);
        if (!fields.TryGetValue(name, out var value) || value.ValueKind == JsonValueKind.Null)
            return null;
        if (value.ValueKind == kind)
            return value;
        Error(name, otherwise);
        return null;
    }

    private static bool IsBlank(JsonElement value) => value.ValueKind switch
    {
        JsonValueKind.Null or JsonValueKind.False => true,
        JsonValueKind.String => value.GetString()!.Length == 0,
        JsonValueKind.Array => value.GetArrayLength() == 0,
        JsonValueKind.Object => value.EnumerateObject().All(field => IsBlank(field.Value)),
        _ => false,
    };
}

/// <summary>What was found while reading, in the file's order.</summary>
internal sealed class Findings
{
    public List<string> Errors { get; } = [];

    public List<string> Warnings { get; } = [];

    public void Error(string where, string fault) => Errors.Add($"{where} {fault}");

    public void Warn(string where, string remark) => Warnings.Add($"{where} {remark}");
}

using System.Globalization;
using System.Text.Json;
using System.Text.RegularExpressions;

namespace SupplyFinance.Testing;

/// <summary>What every operation of an OpenAPI document must have, and whether its examples fit their schemas.</summary>
public sealed class OpenApiRules
{
    private const string ProblemType = "application/problem+json";

    /// <summary>What an example generator leaves where no table has a word.</summary>
    private const string NoWord = "…";

    private readonly JsonElement _document;
    private readonly List<string> _errors = [];

    private OpenApiRules(JsonElement document) => _document = document;

    /// <summary>Everything that is missing or does not fit, each with its place.</summary>
    public static IReadOnlyList<string> Errors(JsonElement document)
    {
        var rules = new OpenApiRules(document);
        if (!document.GetProperty("openapi").GetString()!.StartsWith("3.1.", StringComparison.Ordinal)) rules._errors.Add("not OpenAPI 3.1");
        foreach (var path in document.GetProperty("paths").EnumerateObject())
        {
            foreach (var operation in path.Value.EnumerateObject()) rules.Operation($"{operation.Name} {path.Name}", operation.Value);
        }

        return rules._errors;
    }

    private void Operation(string at, JsonElement operation)
    {
        Demand(operation.TryGetProperty("summary", out var summary) && summary.GetString()!.Length > 0, at, "has no summary");
        var isOpen = operation.GetProperty("description").GetString()!.Contains("Who: anyone, because", StringComparison.Ordinal);
        Demand(isOpen == (!operation.TryGetProperty("security", out var security) || security.GetArrayLength() == 0), at, "has the wrong security");
        foreach (var parameter in Members(operation, "parameters"))
        {
            var name = parameter.GetProperty("name").GetString();
            Demand(parameter.TryGetProperty("example", out var example), at, $"parameter {name} has no example");
            if (example.ValueKind != JsonValueKind.Undefined) Fit(parameter.GetProperty("schema"), example, $"{at} parameter {name}");
        }

        if (operation.TryGetProperty("requestBody", out var body)) Content($"{at} request", body);
        var responses = operation.GetProperty("responses").EnumerateObject().ToList();
        Demand(responses.Exists(response => response.Name[0] == '2'), at, "has no answer");
        foreach (var response in responses)
        {
            if (response.Name[0] == '2') Content($"{at} {response.Name}", response.Value);
            else Problem($"{at} {response.Name}", int.Parse(response.Name, CultureInfo.InvariantCulture), response.Value);
        }

        Demand(isOpen || responses.Exists(response => response.Name == "401"), at, "does not list 401");
    }

    private void Content(string at, JsonElement holder)
    {
        Demand(holder.TryGetProperty("content", out var content) && content.EnumerateObject().Any(), at, "has no content");
        if (content.ValueKind != JsonValueKind.Object) return;
        foreach (var media in content.EnumerateObject())
        {
            Demand(media.Value.TryGetProperty("schema", out var schema), at, $"{media.Name} has no schema");
            Demand(media.Value.TryGetProperty("example", out var example), at, $"{media.Name} has no example");
            if (schema.ValueKind == JsonValueKind.Object && example.ValueKind != JsonValueKind.Undefined) Fit(schema, example, at);
            if (example.ValueKind != JsonValueKind.Undefined && example.ToString().Contains(NoWord, StringComparison.Ordinal))
                _errors.Add($"{at}: the example has no word for {Wordless(example, "")}");
        }
    }

    private void Problem(string at, int status, JsonElement response)
    {
        var media = response.GetProperty("content").GetProperty(ProblemType);
        var examples = media.GetProperty("examples").EnumerateObject().ToList();
        Demand(examples.Count > 0, at, "names no code");
        foreach (var example in examples)
        {
            var value = Resolve(example.Value).GetProperty("value");
            Demand(value.GetProperty("code").GetString() == example.Name, at, $"{example.Name} has another code");
            Demand(value.GetProperty("status").GetInt32() == status, at, $"{example.Name} has another status");
            Demand(example.Name != NoWord, at, "has a refusal without a code");
            Fit(media.GetProperty("schema"), value, $"{at} {example.Name}");
        }
    }

    private void Fit(JsonElement schema, JsonElement value, string at)
    {
        var rules = Resolve(schema);
        foreach (var alternative in (string[])["anyOf", "oneOf"])
        {
            if (!rules.TryGetProperty(alternative, out var choices)) continue;
            var fits = choices.EnumerateArray().Any(choice => Trial(choice, value));
            Demand(fits, at, "fits none of its schemas");
            return;
        }

        if (rules.TryGetProperty("type", out var type))
        {
            var allowed = type.ValueKind == JsonValueKind.Array ? type.EnumerateArray().Select(one => one.GetString()).ToList() : [type.GetString()];
            if (!allowed.Contains(TypeOf(value)) && !(TypeOf(value) == "integer" && allowed.Contains("number")))
            {
                _errors.Add($"{at}: {value} is {TypeOf(value)}, not {string.Join(" or ", allowed)}");
                return;
            }
        }

        if (rules.TryGetProperty("enum", out var words))
            Demand(words.EnumerateArray().Any(word => word.ToString() == value.ToString()), at, $"{value} is none of the enum");
        if (value.ValueKind == JsonValueKind.String) Text(rules, value.GetString()!, at);
        if (value.ValueKind == JsonValueKind.Array && rules.TryGetProperty("items", out var items))
        {
            foreach (var item in value.EnumerateArray()) Fit(items, item, $"{at}[]");
        }

        if (value.ValueKind == JsonValueKind.Object) Object(rules, value, at);
    }

    private void Text(JsonElement rules, string text, string at)
    {
        if (rules.TryGetProperty("pattern", out var pattern))
            Demand(Regex.IsMatch(text, pattern.GetString()!), at, $"'{text}' is not of its pattern");
        if (!rules.TryGetProperty("format", out var format)) return;
        Demand(format.GetString() switch
        {
            "uuid" => Guid.TryParse(text, out _),
            "date" => DateOnly.TryParseExact(text, "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out _),
            "date-time" => DateTimeOffset.TryParse(text, CultureInfo.InvariantCulture, out _),
            _ => true,
        }, at, $"'{text}' is no {format}");
    }

    private void Object(JsonElement rules, JsonElement value, string at)
    {
        var isClosed = rules.TryGetProperty("additionalProperties", out var more) && more.ValueKind == JsonValueKind.False;
        foreach (var required in Members(rules, "required"))
            Demand(value.TryGetProperty(required.GetString()!, out _), at, $"the example lacks {required}");
        foreach (var member in value.EnumerateObject())
        {
            if (rules.TryGetProperty("properties", out var known) && known.TryGetProperty(member.Name, out var schema))
                Fit(schema, member.Value, $"{at}.{member.Name}");
            else
                Demand(!isClosed, at, $"the schema has no {member.Name}");
        }
    }

    private bool Trial(JsonElement schema, JsonElement value)
    {
        var trial = new OpenApiRules(_document);
        trial.Fit(schema, value, "");
        return trial._errors.Count == 0;
    }

    private JsonElement Resolve(JsonElement element)
    {
        while (element.TryGetProperty("$ref", out var reference))
        {
            element = reference.GetString()!.Split('/').Skip(1).Aggregate(
                _document, (node, name) => node.GetProperty(name.Replace("~1", "/", StringComparison.Ordinal)));
        }

        return element;
    }

    private void Demand(bool holds, string at, string otherwise)
    {
        if (!holds) _errors.Add($"{at}: {otherwise}");
    }

    private static IEnumerable<JsonElement> Members(JsonElement holder, string name) =>
        holder.TryGetProperty(name, out var members) ? members.EnumerateArray() : [];

    private static string Wordless(JsonElement example, string at) => example.ValueKind switch
    {
        JsonValueKind.Object => string.Join(" ", example.EnumerateObject().Select(member => Wordless(member.Value, member.Name))),
        JsonValueKind.Array => string.Join(" ", example.EnumerateArray().Select(item => Wordless(item, at))),
        _ => example.ToString() == NoWord ? at : "",
    };

    private static string TypeOf(JsonElement value) => value.ValueKind switch
    {
        JsonValueKind.String => "string",
        JsonValueKind.Number => value.TryGetInt64(out _) ? "integer" : "number",
        JsonValueKind.True or JsonValueKind.False => "boolean",
        JsonValueKind.Array => "array",
        JsonValueKind.Object => "object",
        _ => "null",
    };
}

using System.Text.Json;
using System.Text.Json.Serialization;
using SupplyFinance.Platform.Money;

namespace SupplyFinance.Platform.Http;

/// <summary>How the HTTP surface writes JSON: camelCase, enums as kebab-case words, money as exact text with its currency, unknown members
/// and members that are there twice refused.</summary>
public static class ApiJson
{
    public static readonly JsonSerializerOptions Options = Configure(new JsonSerializerOptions(JsonSerializerDefaults.Web));

    /// <summary>Sets the conventions on a set of options.</summary>
    public static JsonSerializerOptions Configure(JsonSerializerOptions options)
    {
        options.NumberHandling = JsonNumberHandling.Strict;
        options.UnmappedMemberHandling = JsonUnmappedMemberHandling.Disallow;
        options.AllowDuplicateProperties = false;
        options.RespectNullableAnnotations = true;
        options.RespectRequiredConstructorParameters = true;
        options.Converters.Add(new MoneyJsonConverter());
        options.Converters.Add(new JsonStringEnumConverter(JsonNamingPolicy.KebabCaseLower, allowIntegerValues: false));
        return options;
    }
}

/// <summary>Money as <c>{"amount":"115000.00","currency":"CNY"}</c>: text, with exactly the currency's digits when written and at most
/// those when read.</summary>
public sealed class MoneyJsonConverter : JsonConverter<Money.Money>
{
    /// <inheritdoc/>
    public override Money.Money Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options)
    {
        var text = JsonSerializer.Deserialize<Text>(ref reader, options) ?? throw new JsonException("Money is an object.");
        if (!Currency.TryOf(text.Currency, out var currency)) throw new JsonException($"'{text.Currency}' is not an ISO 4217 currency.");
        return Money.Money.TryParse(text.Amount, currency, out var money)
            ? money
            : throw new JsonException($"'{text.Amount}' is not an amount in {currency}: at most {currency.Digits} fraction digits, as text.");
    }

    /// <inheritdoc/>
    public override void Write(Utf8JsonWriter writer, Money.Money value, JsonSerializerOptions options) =>
        JsonSerializer.Serialize(writer, new Text(value.ToAmountText(), value.Currency.Code), options);

    private sealed record Text(string Amount, string Currency);
}

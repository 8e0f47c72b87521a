using System.Text.Json;
using System.Text.Json.Serialization;

namespace SupplyFinance.Platform.Messaging;

/// <summary>How messages and stored states are written: camelCase, nothing left out, unknown members passed over so that a newer sender
/// can add.</summary>
public static class MessageJson
{
    public static readonly JsonSerializerOptions Options = new(JsonSerializerDefaults.Web)
    {
        NumberHandling = JsonNumberHandling.Strict,
        Converters = { new JsonStringEnumConverter() },
    };

    public static string Write(object value) => JsonSerializer.Serialize(value, value.GetType(), Options);

    public static T Read<T>(string text) =>
        JsonSerializer.Deserialize<T>(text, Options) ?? throw new JsonException($"Expected a {typeof(T).Name}, found null.");
}

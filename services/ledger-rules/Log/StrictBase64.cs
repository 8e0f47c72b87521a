namespace SupplyFinance.Ledger.Log;

/// <summary>RFC 4648 §4 base64 with padding and one spelling per value: no white space, no stray trailing
/// bits.</summary>
public static class StrictBase64
{
    /// <summary>Decodes the one canonical spelling; refuses every other.</summary>
    public static bool TryDecode(string text, out byte[] bytes)
    {
        bytes = [];
        var buffer = new byte[text.Length];
        if (!Convert.TryFromBase64String(text, buffer, out var length)) return false;
        var decoded = buffer[..length];
        if (!string.Equals(Convert.ToBase64String(decoded), text, StringComparison.Ordinal)) return false;
        bytes = decoded;
        return true;
    }
}

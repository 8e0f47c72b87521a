using System.Buffers.Text;
using System.Globalization;
using System.Reflection;
using System.Text;
using Microsoft.AspNetCore.Http;

namespace SupplyFinance.Platform.Http;

/// <summary>One page of a list.</summary>
/// <param name="Items">The items, in the list's stable order.</param>
/// <param name="NextCursor">Give this as <c>cursor</c> for the next page; null on the last.</param>
public sealed record Page<T>(IReadOnlyList<T> Items, string? NextCursor);

/// <summary>The <c>cursor</c> and <c>limit</c> of a list request. Lists run along a table's position, so rows added meanwhile move nothing.</summary>
/// <param name="After">Position of the last item of the page before; 0 at the start.</param>
/// <param name="Limit">Items asked for.</param>
public sealed record Paging(long After, int Limit)
{
    /// <summary>Items on a page where the caller names no number.</summary>
    public const int DefaultLimit = 50;

    /// <summary>The most items on a page: about a megabyte of JSON.</summary>
    public const int MaxLimit = 200;

    /// <summary>A page from rows of which one more was asked for than it holds.</summary>
    public Page<TItem> Of<TRow, TItem>(IReadOnlyList<TRow> rows, Func<TRow, long> position, Func<TRow, TItem> item) =>
        new(rows.Take(Limit).Select(item).ToList(),
            rows.Count > Limit
                ? Base64Url.EncodeToString(Encoding.ASCII.GetBytes(position(rows[Limit - 1]).ToString(CultureInfo.InvariantCulture)))
                : null);

    public static ValueTask<Paging> BindAsync(HttpContext context, ParameterInfo parameter)
    {
        var query = context.Request.Query;
        var limit = DefaultLimit;
        if (query.TryGetValue("limit", out var text)
            && (!int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out limit) || limit is < 1 or > MaxLimit))
            throw new BadHttpRequestException($"limit must be a whole number from 1 to {MaxLimit}.");
        long after = 0;
        if (query.TryGetValue("cursor", out var cursor) && !TryDecode(cursor.ToString(), out after))
            throw new BadHttpRequestException("cursor is not one that this list gave out.");
        return ValueTask.FromResult(new Paging(after, limit));
    }

    private static bool TryDecode(string cursor, out long after)
    {
        after = 0;
        if (cursor.Length > 40 || !Base64Url.IsValid(cursor)) return false;
        return long.TryParse(Encoding.ASCII.GetString(Base64Url.DecodeFromChars(cursor)), NumberStyles.None, CultureInfo.InvariantCulture, out after);
    }
}

using System.Security.Cryptography;
using System.Text;
using SupplyFinance.Factoring.Pricing;
using SupplyFinance.Platform.Messaging;
using SupplyFinance.Platform.Money;

namespace SupplyFinance.Factoring.Auctions;

/// <summary>Where a bid stands.</summary>
public enum BidState
{
    /// <summary>Waits for its bank's checker; at close it is no bid.</summary>
    Proposed,

    /// <summary>A bid; after close, an offer.</summary>
    Standing,

    /// <summary>The same bank bid again.</summary>
    Replaced,
    Withdrawn,

    /// <summary>Never approved before the close.</summary>
    Lapsed,
    Accepted,
    Lost,

    /// <summary>Its validity ran out.</summary>
    Expired,
}

/// <summary>A bid as it is kept: sealed until its auction closes.</summary>
public sealed class Bid
{
    public long Position { get; init; }
    public Guid Id { get; init; }
    public Guid RequestId { get; init; }
    public Guid BankId { get; init; }
    public string State { get; init; } = "";
    public long? Sequence { get; init; }
    public byte[] Sealed { get; init; } = [];
    public byte[] OwnView { get; init; } = [];
    public string Digest { get; init; } = "";
    public DateTimeOffset? StoodAt { get; init; }

    /// <summary>The content in clear, from the closing transaction on.</summary>
    public string? Opened { get; init; }
    public DateTimeOffset? ValidUntil { get; init; }
    public int? Place { get; init; }

    public BidState Standing => Enum.Parse<BidState>(State);
}

/// <summary>What a bank offers, as it is sealed.</summary>
/// <param name="FeesAtPayout">Minor units.</param>
/// <param name="FeesFromReserve">Minor units.</param>
/// <param name="ValidUntil">The offer can be accepted before this instant of the business clock.</param>
/// <param name="TenorReason">Why a tenor above six months is reasonable.</param>
/// <param name="Salt">Random, so that the digest cannot be tried out.</param>
public sealed record BidContent(
    Guid BidId, Guid BankId, int RatePpm, string DayBasis, DiscountMethod Method, int AdvancePpm, long FeesAtPayout,
    long FeesFromReserve, bool WithRecourse, DateOnly ValueDate, DateTimeOffset ValidUntil, string? TenorReason, string Salt)
{
    /// <summary>All bids are sealed at a multiple of this length, so that none is told by its size.</summary>
    private const int Padding = 512;

    /// <summary>A salt for a new bid.</summary>
    public static string NewSalt() => Convert.ToHexStringLower(RandomNumberGenerator.GetBytes(16));

    /// <summary>The bytes that are sealed and digested.</summary>
    public byte[] ToBytes()
    {
        var text = MessageJson.Write(this);
        var length = Encoding.UTF8.GetByteCount(text);
        return Encoding.UTF8.GetBytes(text + new string(' ', ((length / Padding) + 1) * Padding - length));
    }

    public static BidContent Of(byte[] bytes) => MessageJson.Read<BidContent>(Encoding.UTF8.GetString(bytes));

    /// <summary>SHA-256 of the sealed bytes, lower-case hex: what the checker approves.</summary>
    public static string DigestOf(byte[] bytes) => Convert.ToHexStringLower(SHA256.HashData(bytes));

    /// <summary>The price of the request's lots under this bid.</summary>
    internal OfferPrice Price(FinancingRequest request, IReadOnlyList<RequestLot> lots)
    {
        var currency = Currency.Of(request.Currency);
        return OfferPrice.Of(Terms(currency), [.. lots.Select(x => x.Offered(currency))], request.BornBy);
    }

    internal BidTerms Terms(Currency currency) => new(
        new Rate(RatePpm), Platform.Money.DayBasis.Of(DayBasis), Method, new Rate(AdvancePpm),
        new Money(FeesAtPayout, currency), new Money(FeesFromReserve, currency), WithRecourse, ValueDate);
}

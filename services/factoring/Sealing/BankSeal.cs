namespace SupplyFinance.Factoring.Sealing;

/// <summary>A bidder's own view of its bids, under a key of its own derived from the key file.</summary>
public static class BankSeal
{
    public static byte[] Close(KeyFile keys, Guid bankId, Guid bidId, byte[] content) =>
        Box.Close(keys.KeyFor(Purpose(bankId)), Label(bidId), content);

    /// <exception cref="System.Security.Cryptography.CryptographicException">It is another bank's or another bid's.</exception>
    public static byte[] Open(KeyFile keys, Guid bankId, Guid bidId, byte[] box) =>
        Box.Open(keys.KeyFor(Purpose(bankId)), Label(bidId), box);

    private static string Purpose(Guid bankId) => $"bank view {bankId:D}";

    private static string Label(Guid bidId) => $"own bid {bidId:D}";
}

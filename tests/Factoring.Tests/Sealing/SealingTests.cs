using System.Security.Cryptography;
using System.Text;
using SupplyFinance.Factoring.Sealing;

namespace SupplyFinance.Factoring.Tests.Sealing;

public sealed class SealingTests : IDisposable
{
    private static readonly byte[] Content = Encoding.UTF8.GetBytes("""{"ratePpm":40300,"dayBasis":"ACT/365F"}""");

    private readonly string _folder = Directory.CreateTempSubdirectory("factoring-keys-").FullName;
    private readonly Guid _request = Guid.NewGuid();
    private readonly Guid _bid = Guid.NewGuid();

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    [Fact]
    public void A_sealed_bid_opens_with_the_auctions_unwrapped_key()
    {
        var keys = KeyFile.At(_folder);
        var auction = AuctionSeal.New(keys, _request);
        var box = AuctionSeal.Close(auction.PublicKey, _request, _bid, Content);

        using var opened = AuctionSeal.Unwrap(keys, _request, auction.WrappedPrivateKey);
        Assert.Equal(Content, opened.Open(_bid, box));
        Assert.Equal(-1, box.AsSpan().IndexOf("40300"u8));
        Assert.Equal(-1, box.AsSpan().IndexOf("ratePpm"u8));
    }

    [Fact]
    public void The_same_bid_sealed_twice_looks_different()
    {
        var auction = AuctionSeal.New(KeyFile.At(_folder), _request);
        Assert.NotEqual(
            AuctionSeal.Close(auction.PublicKey, _request, _bid, Content),
            AuctionSeal.Close(auction.PublicKey, _request, _bid, Content));
    }

    [Fact]
    public void A_sealed_bid_cannot_be_passed_off_as_another_or_changed()
    {
        var keys = KeyFile.At(_folder);
        var auction = AuctionSeal.New(keys, _request);
        var box = AuctionSeal.Close(auction.PublicKey, _request, _bid, Content);
        using var opened = AuctionSeal.Unwrap(keys, _request, auction.WrappedPrivateKey);

        Assert.ThrowsAny<CryptographicException>(() => opened.Open(Guid.NewGuid(), box));
        box[^20] ^= 1;
        Assert.ThrowsAny<CryptographicException>(() => opened.Open(_bid, box));
    }

    [Fact]
    public void Another_key_file_unwraps_nothing()
    {
        var auction = AuctionSeal.New(KeyFile.At(_folder), _request);
        var other = KeyFile.At(Directory.CreateDirectory(Path.Combine(_folder, "other")).FullName);
        Assert.ThrowsAny<CryptographicException>(() => AuctionSeal.Unwrap(other, _request, auction.WrappedPrivateKey));
    }

    [Fact]
    public void A_wrapped_key_belongs_to_its_request()
    {
        var keys = KeyFile.At(_folder);
        var auction = AuctionSeal.New(keys, _request);
        Assert.ThrowsAny<CryptographicException>(() => AuctionSeal.Unwrap(keys, Guid.NewGuid(), auction.WrappedPrivateKey));
    }

    [Fact]
    public void A_bidders_own_view_opens_for_that_bidder_alone()
    {
        var (keys, bank) = (KeyFile.At(_folder), Guid.NewGuid());
        var box = BankSeal.Close(keys, bank, _bid, Content);
        Assert.Equal(Content, BankSeal.Open(keys, bank, _bid, box));
        Assert.ThrowsAny<CryptographicException>(() => BankSeal.Open(keys, Guid.NewGuid(), _bid, box));
    }

    [Fact]
    public void The_key_file_is_made_once_and_readable_by_its_owner_alone()
    {
        var box = BankSeal.Close(KeyFile.At(_folder), _request, _bid, Content);
        Assert.Equal(Content, BankSeal.Open(KeyFile.At(_folder), _request, _bid, box));
        if (OperatingSystem.IsWindows()) return;
        Assert.Equal(
            UnixFileMode.UserRead | UnixFileMode.UserWrite, File.GetUnixFileMode(Path.Combine(_folder, KeyFile.FileName)));
    }

    [Fact]
    public void A_damaged_key_file_is_an_error_and_is_left_as_it_is()
    {
        var path = Path.Combine(_folder, KeyFile.FileName);
        File.WriteAllBytes(path, [1, 2, 3]);
        Assert.Throws<InvalidDataException>(() => KeyFile.At(_folder));
        Assert.Equal(3, new FileInfo(path).Length);
    }
}

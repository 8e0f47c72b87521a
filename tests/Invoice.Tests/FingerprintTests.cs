using FsCheck.Xunit;

namespace SupplyFinance.Invoices.Tests;

public sealed class FingerprintTests
{
    private static readonly Guid Seller = Guid.Parse("018f0000-0000-7000-8000-000000000001");
    private static readonly DateOnly Issued = new(2026, 3, 2);

    [Theory]
    [InlineData("INV-0042", "inv-0042")]
    [InlineData("INV-0042", " INV -\t0042\u00A0")]
    [InlineData("INV-0042", "ＩＮＶ－００４２")]
    [InlineData("INV-0042", "INV\u200B-0042")]
    public void Case_width_and_spaces_do_not_make_another_invoice(string one, string other) =>
        Assert.Equal(Exact(one), Exact(other));

    [Theory]
    [InlineData("INV-0042", "INV-42")]
    [InlineData("INV-0042", "INV0042")]
    [InlineData("INV-0042", "INV/0043")]
    [InlineData("1-23", "12-3")]
    public void Anything_else_does(string one, string other) => Assert.NotEqual(Exact(one), Exact(other));

    [Theory]
    [InlineData("INV-0042", "INV0042", true)]
    [InlineData("INV-0042", "INV-42", true)]
    [InlineData("INV-2026-0007", "INV 2026/7", true)]
    [InlineData("007", "7", true)]
    [InlineData("10", "1", false)]
    [InlineData("100", "10", false)]
    [InlineData("000", "0", true)]
    [InlineData("INV-0042", "INV-0043", false)]
    public void Punctuation_and_leading_zeros_make_a_near_duplicate(string one, string other, bool near)
    {
        var (a, b) = (Fingerprint.Near(Seller, "invoice", Issued, one),
            Fingerprint.Near(Seller, "invoice", Issued, other));

        Assert.Equal(near, a.WithoutPunctuation == b.WithoutPunctuation || a.WithoutZeros == b.WithoutZeros);
    }

    [Fact]
    public void Seller_kind_and_year_tell_equal_numbers_apart() => Assert.Equal(4, new HashSet<string>
    {
        Fingerprint.Exact(Seller, "invoice", Issued, "1"),
        Fingerprint.Exact(Guid.Empty, "invoice", Issued, "1"),
        Fingerprint.Exact(Seller, "credit-note", Issued, "1"),
        Fingerprint.Exact(Seller, "invoice", Issued.AddYears(1), "1"),
    }.Count);

    [Fact]
    public void A_number_of_punctuation_alone_is_still_told_apart() =>
        Assert.NotEqual(Fingerprint.Near(Seller, "invoice", Issued, "--"),
            Fingerprint.Near(Seller, "invoice", Issued, "//"));

    [Property]
    public bool Numbers_equal_exactly_are_equal_nearly(ushort a, ushort b) =>
        Exact($"N-{a}") != Exact($"N-{b}")
            || Fingerprint.Near(Seller, "invoice", Issued, $"N-{a}") == Fingerprint.Near(Seller, "invoice", Issued,
                $"N-{b}");

    [Property]
    public bool Zeros_in_front_of_any_number_are_near(ushort number, byte zeros) =>
        Fingerprint.Near(Seller, "invoice", Issued, $"A-{number}").WithoutZeros
        == Fingerprint.Near(Seller, "invoice", Issued, $"A-{new string('0', zeros % 20)}{number}").WithoutZeros;

    private static string Exact(string number) => Fingerprint.Exact(Seller, "invoice", Issued, number);
}

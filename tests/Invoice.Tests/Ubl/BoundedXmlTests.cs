using System.Text;
using FsCheck.Xunit;
using SupplyFinance.Invoices.Ubl;

namespace SupplyFinance.Invoices.Tests.Ubl;

public sealed class BoundedXmlTests
{
    private const string DocumentType =
        "<?xml version=\"1.0\" encoding=\"ENC\"?><!DOCTYPE Invoice [<!ENTITY e \"x\">]><Invoice>&e;</Invoice>";

    [Theory]
    [InlineData("utf-8")]
    [InlineData("utf-16")]
    [InlineData("utf-16BE")]
    [InlineData("utf-32")]
    [InlineData("us-ascii")]
    [InlineData("iso-8859-1")]
    public void A_document_type_is_refused_in_any_encoding(string name)
    {
        var encoding = Encoding.GetEncoding(name);
        var bytes = encoding.GetPreamble()
            .Concat(encoding.GetBytes(DocumentType.Replace("ENC", name, StringComparison.Ordinal))).ToArray();

        Assert.Equal("dtd-forbidden", BoundedXml.Read(bytes, out var root)?.Rule);
        Assert.Null(root);
    }

    [Theory]
    [InlineData("<!DOCTYPE Invoice SYSTEM \"file:///etc/hostname\"><Invoice/>")]
    [InlineData("<!DOCTYPE a [<!ENTITY a \"aa\"><!ENTITY b \"&a;&a;\"><!ENTITY c \"&b;&b;\">]><a>&c;</a>")]
    [InlineData("<!DOCTYPE a PUBLIC \"-//x//y\" \"http://127.0.0.1:1/x.dtd\"><a/>")]
    public void External_and_nested_entities_are_never_read(string text) =>
        Assert.Equal("dtd-forbidden", Broken(text)?.Rule);

    [Theory]
    [InlineData("<a><b></a>", 1, 9)]
    [InlineData("<a>\n  <b c=1/>\n</a>", 2, 8)]
    [InlineData("<a/><b/>", 1, 6)]
    [InlineData("not xml", 1, 1)]
    public void A_malformed_file_is_named_with_its_line_and_column(string text, int line, int column)
    {
        var broken = Broken(text);

        Assert.Equal("xml-malformed", broken?.Rule);
        Assert.Equal((line, column), (broken!.Line, broken.Column));
    }

    [Fact]
    public void A_file_cut_anywhere_is_malformed()
    {
        var whole = Samples.Own.AsSpan().TrimEnd("\n"u8).ToArray();
        for (var length = 1; length < whole.Length; length += 97)
            Assert.Equal("xml-malformed", BoundedXml.Read(whole.AsMemory(0, length), out _)?.Rule);
    }

    [Fact]
    public void An_empty_file_and_a_file_over_the_limit_are_refused()
    {
        Assert.Equal("file-empty", BoundedXml.Read(Array.Empty<byte>(), out _)?.Rule);
        Assert.Equal("file-too-large", BoundedXml.Read(new byte[BoundedXml.MaxBytes + 1], out _)?.Rule);
    }

    [Theory]
    [InlineData(BoundedXml.MaxDepth, null)]
    [InlineData(BoundedXml.MaxDepth + 2, "xml-limit")]
    [InlineData(1_000_000, "xml-limit")]
    public void Depth_is_bounded(int depth, string? rule) =>
        Assert.Equal(rule, Broken(string.Concat(Enumerable.Repeat("<a>", depth))
            + string.Concat(Enumerable.Repeat("</a>", depth)))?.Rule);

    [Fact]
    public void Depth_is_bounded_inside_skipped_extensions()
    {
        var deep = string.Concat(Enumerable.Repeat("<a>", 100)) + string.Concat(Enumerable.Repeat("</a>", 100));
        var text = "<r xmlns:e='urn:oasis:names:specification:ubl:schema:xsd:CommonExtensionComponents-2'>"
            + $"<e:UBLExtensions>{deep}</e:UBLExtensions></r>";

        Assert.Equal("depth", Broken(text)?.Value);
    }

    [Fact]
    public void Elements_attributes_and_text_are_bounded()
    {
        Assert.Equal("elements",
            Broken("<r>" + string.Concat(Enumerable.Repeat("<a/>", BoundedXml.MaxElements)) + "</r>")?.Value);
        Assert.Equal("attributes",
            Broken("<r " + string.Join(' ', Enumerable.Range(0, 65).Select(i => $"a{i}=''")) + "/>")?.Value);
        Assert.Equal("text", Broken("<r>" + new string('x', BoundedXml.MaxTextLength + 1) + "</r>")?.Value);
        Assert.Equal("text", Broken("<r a='" + new string('x', BoundedXml.MaxTextLength + 1) + "'/>")?.Value);
    }

    [Fact]
    public void An_embedded_file_is_skipped_and_what_follows_is_read()
    {
        var text = "<r xmlns:cbc='urn:oasis:names:specification:ubl:schema:xsd:CommonBasicComponents-2'>"
            + $"<cbc:EmbeddedDocumentBinaryObject>{new string('A', 100_000)}</cbc:EmbeddedDocumentBinaryObject>"
            + "<cbc:EmbeddedDocumentBinaryObject/><cbc:ID> 7 </cbc:ID></r>";

        Assert.Null(BoundedXml.Read(Encoding.UTF8.GetBytes(text), out var root));
        Assert.Equal("7", root!.Find("cbc:ID")!.Text);
        Assert.Equal("", root.Find("cbc:EmbeddedDocumentBinaryObject")!.Text);
    }

    [Fact]
    public void Prefixes_do_not_matter_and_paths_count_repeated_names()
    {
        var text = "<x:r xmlns:x='u' xmlns:z='urn:oasis:names:specification:ubl:schema:xsd:CommonBasicComponents-2'>"
            + "<z:Note>a</z:Note><z:Note><![CDATA[<b>]]></z:Note></x:r>";

        Assert.Null(BoundedXml.Read(Encoding.UTF8.GetBytes(text), out var root));
        Assert.Equal(["/{u}r/cbc:Note[1]=a", "/{u}r/cbc:Note[2]=<b>"],
            root!.Children.Select(x => $"{x.Path}={x.Text}"));
    }

    [Property(MaxTest = 300)]
    public void No_bytes_whatever_make_it_throw(byte[] bytes) => BoundedXml.Read(bytes, out _);

    [Property(MaxTest = 300)]
    public void No_changed_bytes_of_a_real_invoice_make_the_reader_throw(int seed)
    {
        var random = new Random(seed);
        var bytes = Samples.Own;
        for (var i = 0; i < 3; i++) bytes[random.Next(bytes.Length)] = (byte)random.Next(256);

        UblInvoiceReader.Read(bytes);
    }

    private static RuleViolation? Broken(string text) => BoundedXml.Read(Encoding.UTF8.GetBytes(text), out _);
}

using System.Text;
using System.Xml;

namespace SupplyFinance.Invoices.Ubl;

/// <summary>Reads a file nobody here wrote: no document type, nothing resolved from outside, every dimension
/// bounded.</summary>
public static class BoundedXml
{
    /// <summary>10 MB: a thousand-line invoice with an embedded PDF stays well below, and the bytes are held in memory
    /// once.</summary>
    public const int MaxBytes = 10 * 1024 * 1024;

    /// <summary>UBL nests about 12 deep; each level costs the parser a frame.</summary>
    public const int MaxDepth = 64;

    /// <summary>About 5,000 lines of 40 elements.</summary>
    public const int MaxElements = 200_000;

    /// <summary>Attributes of one element; UBL amounts and binaries carry at most 7, the root a dozen
    /// namespaces.</summary>
    public const int MaxAttributes = 64;

    /// <summary>Longest text of one element that is read (notes are the longest); embedded files are skipped, not
    /// read.</summary>
    public const int MaxTextLength = 20_000;

    private const string Common = "urn:oasis:names:specification:ubl:schema:xsd:Common";

    // Content that can be large and that no rule reads.
    private static readonly string[] Skipped =
        ["cbc:EmbeddedDocumentBinaryObject", $"{{{Common}ExtensionComponents-2}}UBLExtensions"];

    /// <summary>The document's root, or what is wrong with the file.</summary>
    public static RuleViolation? Read(ReadOnlyMemory<byte> bytes, out UblElement? root)
    {
        root = null;
        if (bytes.IsEmpty) return new("file-empty", "/", null, "The file is empty.");
        if (bytes.Length > MaxBytes)
            return new("file-too-large", "/", $"{bytes.Length}", $"The file may have at most {MaxBytes} bytes.");
        using var stream = new MemoryStream(bytes.ToArray(), writable: false);
        using var reader = XmlReader.Create(stream, Settings());
        try
        {
            return ReadTree(reader, out root);
        }
        catch (XmlException fault)
        {
            // A document type can only stand before the root; the parser tells it apart in its message alone.
            var isDocumentType = root is null && fault.Message.Contains("DTD", StringComparison.OrdinalIgnoreCase);
            root = null;
            return isDocumentType
                ? new("dtd-forbidden", "/", null, "A document type (DTD) is not allowed.", fault.LineNumber,
                    fault.LinePosition)
                : new("xml-malformed", "/", null, Findings.Shown(fault.Message), fault.LineNumber, fault.LinePosition);
        }
    }

    private static XmlReaderSettings Settings() => new()
    {
        DtdProcessing = DtdProcessing.Prohibit,
        XmlResolver = null,
        CheckCharacters = true,
        IgnoreComments = true,
        IgnoreProcessingInstructions = true,
        MaxCharactersInDocument = MaxBytes,
        MaxCharactersFromEntities = 1,
    };

    private static RuleViolation? ReadTree(XmlReader reader, out UblElement? root)
    {
        root = null;
        UblElement? at = null;
        var elements = 0;
        var skipFrom = int.MaxValue;
        var buffer = new char[1024];
        while (reader.Read())
        {
            if (reader.Depth > MaxDepth) return Limit(reader, "depth", MaxDepth);
            switch (reader.NodeType)
            {
                case XmlNodeType.Element:
                    if (++elements > MaxElements) return Limit(reader, "elements", MaxElements);
                    if (reader.AttributeCount > MaxAttributes) return Limit(reader, "attributes", MaxAttributes);
                    if (reader.Depth > skipFrom) break;
                    var (line, column) = Position(reader);
                    var element = new UblElement(NameOf(reader), at, line, column);
                    root ??= element;
                    if (Skipped.Contains(element.Name))
                    {
                        skipFrom = reader.IsEmptyElement ? int.MaxValue : reader.Depth;
                        break;
                    }

                    if (!reader.IsEmptyElement) at = element;
                    if (ReadAttributes(reader, element) is { } tooLong) return tooLong;
                    break;
                case XmlNodeType.EndElement when reader.Depth >= skipFrom:
                    if (reader.Depth == skipFrom) skipFrom = int.MaxValue;
                    break;
                case XmlNodeType.EndElement:
                    at!.Text = at.Text.Trim();
                    at = at.Parent;
                    break;
                case XmlNodeType.Text or XmlNodeType.CDATA when reader.Depth <= skipFrom && at is not null:
                    if (!ReadText(reader, at, buffer)) return Limit(reader, "text", MaxTextLength);
                    break;
                default:
                    break;
            }
        }

        return null;
    }

    private static RuleViolation? ReadAttributes(XmlReader reader, UblElement element)
    {
        while (reader.MoveToNextAttribute())
        {
            if (reader.Value.Length > MaxTextLength) return Limit(reader, "text", MaxTextLength);
            if (reader.NamespaceURI.Length == 0) element.SetAttribute(reader.LocalName, reader.Value);
        }

        reader.MoveToElement();
        return null;
    }

    private static bool ReadText(XmlReader reader, UblElement element, char[] buffer)
    {
        var text = new StringBuilder(element.Text);
        int read;
        while ((read = reader.ReadValueChunk(buffer, 0, buffer.Length)) > 0)
        {
            if (text.Length + read > MaxTextLength) return false;
            text.Append(buffer, 0, read);
        }

        element.Text = text.ToString();
        return true;
    }

    private static RuleViolation Limit(XmlReader reader, string what, int limit)
    {
        var (line, column) = Position(reader);
        return new("xml-limit", "/", what, $"The document exceeds the limit of {limit} for {what}.", line, column);
    }

    private static (int Line, int Column) Position(XmlReader reader) =>
        reader is IXmlLineInfo info ? (info.LineNumber, info.LinePosition) : (0, 0);

    private static string NameOf(XmlReader reader) => reader.NamespaceURI switch
    {
        Common + "BasicComponents-2" => "cbc:" + reader.LocalName,
        Common + "AggregateComponents-2" => "cac:" + reader.LocalName,
        "urn:oasis:names:specification:ubl:schema:xsd:Invoice-2" when reader.LocalName == "Invoice" => "Invoice",
        "urn:oasis:names:specification:ubl:schema:xsd:CreditNote-2" when reader.LocalName == "CreditNote" =>
            "CreditNote",
        var other => $"{{{other}}}{reader.LocalName}",
    };
}

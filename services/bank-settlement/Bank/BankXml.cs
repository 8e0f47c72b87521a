using System.Text;
using System.Xml;
using System.Xml.Linq;

namespace SupplyFinance.BankSettlement;

/// <summary>Reads a bank's XML without trusting it: no DTD, no external entity, bounded size and depth.</summary>
public static class BankXml
{
    /// <summary>Bytes of one document: thousands of entries fit; more is not a bank talking to one customer.</summary>
    public const int MaxBytes = 8 * 1024 * 1024;

    /// <summary>Levels of nesting: the deepest path of the messages read here has 14.</summary>
    public const int MaxDepth = 40;

    private static readonly XmlReaderSettings Settings = new()
    {
        DtdProcessing = DtdProcessing.Prohibit,
        XmlResolver = null,
        MaxCharactersInDocument = MaxBytes,
        IgnoreComments = true,
        IgnoreProcessingInstructions = true,
        IgnoreWhitespace = true,
    };

    /// <summary>The root element, or why there is none.</summary>
    public static XElement? Read(byte[] document, out string? defect)
    {
        defect = null;
        if (document.Length > MaxBytes)
        {
            defect = $"The document has {document.Length} bytes, more than {MaxBytes}.";
            return null;
        }

        try
        {
            using (var depth = XmlReader.Create(new MemoryStream(document), Settings))
            {
                while (depth.Read())
                {
                    if (depth.Depth <= MaxDepth) continue;
                    defect = $"The document is nested deeper than {MaxDepth} levels.";
                    return null;
                }
            }

            using var reader = XmlReader.Create(new MemoryStream(document), Settings);
            return XElement.Load(reader);
        }
        catch (Exception exception) when (exception is XmlException or DecoderFallbackException)
        {
            defect = exception.Message;
            return null;
        }
    }

    /// <summary>The element along a path of local names in the parent's own namespace.</summary>
    public static XElement? At(this XElement parent, params ReadOnlySpan<string> path)
    {
        var element = parent;
        foreach (var name in path)
        {
            element = element.Element(parent.Name.Namespace + name);
            if (element is null) return null;
        }

        return element;
    }

    /// <summary>All children of one name in the parent's own namespace.</summary>
    public static IEnumerable<XElement> All(this XElement parent, string name) =>
        parent.Elements(parent.Name.Namespace + name);

    /// <summary>The trimmed text along a path, null where it is absent or empty.</summary>
    public static string? Text(this XElement parent, params ReadOnlySpan<string> path) =>
        parent.At(path)?.Value.Trim() is { Length: > 0 } text ? text : null;
}

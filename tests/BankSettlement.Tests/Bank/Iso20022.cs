using System.Xml;
using System.Xml.Schema;

namespace SupplyFinance.BankSettlement.Tests;

/// <summary>The published schemas, which are not part of this repository: they lie beside it where they are
/// present.</summary>
internal static class Iso20022
{
    /// <summary>Validates a document by a schema; skips the test where the schema is absent.</summary>
    public static void Validate(byte[] document, string schema)
    {
        var path = Find(schema);
        if (path is null) Assert.Skip("The ISO 20022 schemas are not here.");
        var schemas = new XmlSchemaSet();
        schemas.Add(null, path);
        using var reader = XmlReader.Create(
            new MemoryStream(document),
            new XmlReaderSettings { ValidationType = ValidationType.Schema, Schemas = schemas });
        while (reader.Read())
        {
            Assert.NotEqual(XmlNodeType.DocumentType, reader.NodeType);
        }
    }

    private static string? Find(string schema)
    {
        for (var folder = new DirectoryInfo(AppContext.BaseDirectory); folder is not null; folder = folder.Parent)
        {
            var path = Path.Combine(folder.FullName, "shared", "iso20022", schema);
            if (File.Exists(path)) return path;
        }

        return null;
    }
}

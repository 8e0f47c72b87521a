namespace SupplyFinance.Invoices.Ubl;

/// <summary>One element of an uploaded document, named as EN 16931's UBL binding writes it (<c>cbc:ID</c>,
/// <c>cac:Party</c>) whatever prefixes the file uses.</summary>
public sealed class UblElement
{
    private readonly List<UblElement> _children = [];
    private readonly int _position;
    private Dictionary<string, string>? _attributes;
    private Dictionary<string, int>? _childrenOfName;

    /// <summary>Makes an element; <paramref name="parent"/> is null for the root.</summary>
    public UblElement(string name, UblElement? parent, int line, int column)
    {
        Name = name;
        Parent = parent;
        Line = line;
        Column = column;
        if (parent is null) return;
        parent._children.Add(this);
        parent._childrenOfName ??= new(StringComparer.Ordinal);
        _position = parent._childrenOfName.GetValueOrDefault(name) + 1;
        parent._childrenOfName[name] = _position;
    }

    public string Name { get; }
    public UblElement? Parent { get; }
    public int Line { get; }
    public int Column { get; }
    public IReadOnlyList<UblElement> Children => _children;

    /// <summary>The character data directly inside, XML white space trimmed.</summary>
    public string Text { get; internal set; } = "";

    /// <summary>Where the element stands: <c>/Invoice/cac:InvoiceLine[2]/cbc:ID</c>; positions count from 1 and only
    /// where names repeat.</summary>
    public string Path
    {
        get
        {
            if (Parent is null) return "/" + Name;
            var position = Parent._childrenOfName![Name] > 1 ? $"[{_position}]" : "";
            return $"{Parent.Path}/{Name}{position}";
        }
    }

    /// <summary>An attribute without a namespace, null when absent or empty.</summary>
    public string? Attribute(string name) =>
        _attributes?.GetValueOrDefault(name) is { Length: > 0 } value ? value : null;

    /// <summary>The direct children of this name.</summary>
    public IEnumerable<UblElement> All(string name) => _children.Where(child => child.Name == name);

    /// <summary>The first element along a path of names such as <c>cac:Party/cbc:EndpointID</c>.</summary>
    public UblElement? Find(string path)
    {
        UblElement? at = this;
        foreach (var name in path.Split('/'))
            at = at?.All(name).FirstOrDefault();
        return at;
    }

    internal void SetAttribute(string name, string value) =>
        (_attributes ??= new(StringComparer.Ordinal))[name] = value.Trim();
}

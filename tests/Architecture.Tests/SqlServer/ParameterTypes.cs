using Microsoft.SqlServer.TransactSql.ScriptDom;

namespace SupplyFinance.Architecture.Tests;

/// <summary>Finds the parameters that a statement uses, and the type of each from the columns that it is compared with or written to.</summary>
internal sealed class ParameterTypes(SqlServerSchema schema) : TSqlFragmentVisitor
{
    /// <summary>Parameters that are only compared with literals or other parameters.</summary>
    private static readonly Dictionary<string, string> ByName = new(StringComparer.OrdinalIgnoreCase)
    {
        ["seesAll"] = "int",
        ["people"] = "int",
        ["all"] = "bit",
        ["yes"] = "bit",
        ["name"] = "nvarchar(255)",
        ["milliseconds"] = "int",
    };

    private readonly Dictionary<string, string> _types = new(StringComparer.OrdinalIgnoreCase);
    private readonly HashSet<string> _used = new(StringComparer.OrdinalIgnoreCase);
    private readonly HashSet<string> _declared = new(StringComparer.OrdinalIgnoreCase);
    private readonly HashSet<string> _tables = new(StringComparer.OrdinalIgnoreCase);
    private readonly List<(string Parameter, string Column)> _pairs = [];
    private readonly List<(string One, string Other)> _same = [];

    public List<string> Errors { get; } = [];

    /// <summary>Each parameter with its type.</summary>
    public IReadOnlyDictionary<string, string> Types
    {
        get
        {
            Resolve();
            return _used.Except(_declared).ToDictionary(x => x, x => _types.GetValueOrDefault(x, "sql_variant"));
        }
    }

    public override void Visit(VariableReference node) => _used.Add(Name(node));

    public override void Visit(DeclareVariableElement node) => _declared.Add(node.VariableName.Value[1..]);

    // The procedure's own name for it.
    public override void Visit(ExecuteParameter node)
    {
        if (node.Variable is { } named) _declared.Add(Name(named));
    }

    public override void Visit(NamedTableReference node) => _tables.Add(node.SchemaObject.BaseIdentifier.Value);

    public override void Visit(BooleanComparisonExpression node) => Pair(node.FirstExpression, node.SecondExpression);

    public override void Visit(LikePredicate node) => Pair(node.FirstExpression, node.SecondExpression);

    public override void Visit(BooleanTernaryExpression node)
    {
        Pair(node.FirstExpression, node.SecondExpression);
        Pair(node.FirstExpression, node.ThirdExpression);
    }

    public override void Visit(InPredicate node)
    {
        foreach (var value in node.Values) Pair(node.Expression, value);
    }

    public override void Visit(AssignmentSetClause node) => Pair(node.Column, node.NewValue);

    public override void Visit(OffsetClause node)
    {
        foreach (var expression in new[] { node.OffsetExpression, node.FetchExpression })
            if (expression is VariableReference count) Is(Name(count), "int");
    }

    public override void Visit(InsertSpecification node)
    {
        var values = node.InsertSource switch
        {
            ValuesInsertSource source => source.RowValues.SelectMany(row => row.ColumnValues.Zip(node.Columns)),
            SelectInsertSource { Select: QuerySpecification select } => select.SelectElements.Zip(node.Columns)
                .Where(x => x.First is SelectScalarExpression).Select(x => (((SelectScalarExpression)x.First).Expression, x.Second)),
            _ => [],
        };
        foreach (var (value, column) in values) Pair(column, value);
    }

    public override void Visit(InsertMergeAction node)
    {
        foreach (var (value, column) in node.Source.RowValues.SelectMany(row => row.ColumnValues.Zip(node.Columns))) Pair(column, value);
    }

    // In a merge's source a parameter stands for the key column that it is named after.
    public override void Visit(SelectScalarExpression node)
    {
        if (node is { Expression: VariableReference parameter, ColumnName.Identifier.Value: var column }) _pairs.Add((Name(parameter), column));
    }

    private static string Name(VariableReference parameter) => parameter.Name[1..];

    private void Pair(ScalarExpression one, ScalarExpression other)
    {
        (one, other) = (Inner(one), Inner(other));
        if (one is VariableReference && other is ColumnReferenceExpression) (one, other) = (other, one);
        switch (one, other)
        {
            case (ColumnReferenceExpression column, VariableReference parameter):
                _pairs.Add((Name(parameter), column.MultiPartIdentifier.Identifiers[^1].Value));
                break;
            case (VariableReference a, VariableReference b):
                _same.Add((Name(a), Name(b)));
                break;
            default:
                break;
        }
    }

    private static ScalarExpression Inner(ScalarExpression expression) => expression switch
    {
        ParenthesisExpression inside => Inner(inside.Expression),
        BinaryExpression { FirstExpression: VariableReference parameter } => parameter,
        _ => expression,
    };

    private void Resolve()
    {
        foreach (var (parameter, column) in _pairs)
        {
            var types = _tables.Select(schema.Table).OfType<SqlServerTable>().SelectMany(table => table.Columns)
                .Where(x => x.Name.Equals(column, StringComparison.OrdinalIgnoreCase)).Select(x => x.Type).Distinct().ToList();
            if (types.Count > 0) Is(parameter, types.MaxBy(x => x.Length)!);
        }

        _pairs.Clear();
        foreach (var (one, other) in _same)
        {
            if (_types.TryGetValue(one, out var known)) Is(other, known);
            else if (_types.TryGetValue(other, out known)) Is(one, known);
        }

        _same.Clear();
        foreach (var parameter in _used.Except(_declared).Where(x => !_types.ContainsKey(x)))
        {
            if (ByName.TryGetValue(parameter, out var type)) _types[parameter] = type;
            else Errors.Add($"the type of @{parameter} follows from no column; say it in {nameof(ParameterTypes)}");
        }
    }

    private void Is(string parameter, string type)
    {
        if (!_types.TryGetValue(parameter, out var known)) _types[parameter] = type;
        else if (Kind(known) != Kind(type)) Errors.Add($"@{parameter} stands for {known} and for {type}");
    }

    private static string Kind(string type) => type.Split('(')[0] switch
    {
        "nchar" => "nvarchar",
        "bigint" => "int",
        var kind => kind,
    };
}

using Microsoft.SqlServer.TransactSql.ScriptDom;

namespace SupplyFinance.Architecture.Tests;

/// <summary>What the model library does not look at: as many values as columns, every column given that needs a value, as many columns on both
/// sides of a union, and an order that does not depend on where a database sorts what is empty.</summary>
internal sealed class StatementShapes(SqlServerSchema schema) : TSqlFragmentVisitor
{
    public List<string> Errors { get; } = [];

    public override void Visit(InsertSpecification node)
    {
        Given((node.Target as NamedTableReference)?.SchemaObject.BaseIdentifier.Value, node.Columns);
        if (node.InsertSource is ValuesInsertSource values) Rows("insert", node.Columns.Count, values);
        else if (node.InsertSource is SelectInsertSource source) Same("insert … select", node.Columns.Count, Width(source.Select));
    }

    public override void Visit(MergeSpecification node)
    {
        foreach (var action in node.ActionClauses.Select(x => x.Action).OfType<InsertMergeAction>())
        {
            Given((node.Target as NamedTableReference)?.SchemaObject.BaseIdentifier.Value, action.Columns);
            Rows("merge", action.Columns.Count, action.Source);
        }
    }

    public override void Visit(UpdateForClause node) => Errors.Add("for update is a cursor's, not a select's");

    public override void Visit(BinaryQueryExpression node) =>
        Same("union", Width(node.FirstQueryExpression), Width(node.SecondQueryExpression));

    public override void Visit(QuerySpecification node)
    {
        if (node.OrderByClause is not { } order || node.FromClause is not { } from) return;
        var tables = new Tables();
        from.Accept(tables);
        foreach (var column in order.OrderByElements.Select(x => x.Expression).OfType<ColumnReferenceExpression>())
        {
            var name = column.MultiPartIdentifier.Identifiers[^1].Value;
            var nullable = tables.Names.Select(schema.Table).OfType<SqlServerTable>().SelectMany(x => x.Columns)
                .Where(x => x.Name.Equals(name, StringComparison.OrdinalIgnoreCase)).ToList();
            if (nullable.Count > 0 && nullable.All(x => x.IsNullable))
                Errors.Add($"orders by {name}, which may be empty: databases differ in where they sort that");
        }
    }

    private void Given(string? table, IList<ColumnReferenceExpression> columns)
    {
        if (table is null || schema.Table(table) is not { } target) return;
        var given = columns.Select(x => x.MultiPartIdentifier.Identifiers[^1].Value).ToHashSet(StringComparer.OrdinalIgnoreCase);
        foreach (var missing in target.Columns.Where(x => !x.IsNullable && !x.IsGenerated && !given.Contains(x.Name)))
            Errors.Add($"gives {table} no {missing.Name}");
    }

    private void Rows(string what, int columns, ValuesInsertSource values)
    {
        foreach (var row in values.RowValues) Same(what, columns, row.ColumnValues.Count);
    }

    private void Same(string what, int? columns, int? values)
    {
        if (columns is { } wanted && values is { } given && wanted != given) Errors.Add($"{what}: {wanted} columns, {given} values");
    }

    private static int? Width(QueryExpression query) => query switch
    {
        QuerySpecification select => select.SelectElements.Any(x => x is not SelectScalarExpression) ? null : select.SelectElements.Count,
        QueryParenthesisExpression inside => Width(inside.QueryExpression),
        BinaryQueryExpression union => Width(union.FirstQueryExpression),
        _ => null,
    };

    private sealed class Tables : TSqlFragmentVisitor
    {
        public List<string> Names { get; } = [];

        public override void Visit(NamedTableReference node) => Names.Add(node.SchemaObject.BaseIdentifier.Value);
    }
}

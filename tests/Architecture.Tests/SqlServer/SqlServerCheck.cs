using System.Globalization;
using System.Text.RegularExpressions;
using Microsoft.SqlServer.Dac.Model;
using Microsoft.SqlServer.TransactSql.ScriptDom;
using SupplyFinance.Platform.Data;
using Assembly = System.Reflection.Assembly;

namespace SupplyFinance.Architecture.Tests;

/// <summary>Checks texts against a SQL Server schema without a server: the model library resolves every name; what it is known to miss (the
/// number of values, columns that must be given, the types of parameters) is looked for in the syntax tree.</summary>
internal sealed partial class SqlServerCheck : IDisposable
{
    private static readonly SqlServerDialect Dialect = new();

    private readonly TSqlModel _model = new(SqlServerVersion.Sql160, new TSqlModelOptions());
    private readonly List<(string Origin, string Text)> _procedures = [];
    private readonly List<string> _errors = [];

    /// <summary>The schema that these assemblies' migrations leave, with the table of migrations itself.</summary>
    public SqlServerCheck(params Assembly[] assemblies)
    {
        Define("migration", $"create table migration ({Migrator.Render(Migrator.TableColumns, Dialect)})");
        var filters = new Dictionary<string, string>();
        foreach (var migration in assemblies.SelectMany(assembly => Migrator.Of(assembly, Dialect)))
        {
            foreach (var statement in Statements(migration.Name, migration.Text))
            {
                if (statement is CreateIndexStatement { FilterPredicate: { } filter } index) filters[index.Name.Value] = TextOf(filter);
                if (statement is CreateTableStatement or CreateIndexStatement or AlterTableStatement) Define(migration.Name, TextOf(statement));
                else _procedures.Add((migration.Name, TextOf(statement)));
            }
        }

        Schema = SqlServerSchema.Of(_model, filters);
    }

    public SqlServerSchema Schema { get; }

    public void Dispose() => _model.Dispose();

    /// <summary>Adds a text of the code.</summary>
    public void Add(Sql sql) => Add(sql.Origin, sql.In(Dialect));

    /// <summary>Adds a text.</summary>
    public void Add(string origin, string text) => _procedures.Add((origin, ListParameter().Replace(text, "in (@$1)")));

    /// <summary>What is wrong with the texts added, one readable line each.</summary>
    public IReadOnlyList<string> Errors()
    {
        for (var i = 0; i < _procedures.Count; i++) Check(i, _procedures[i].Origin, _procedures[i].Text);
        foreach (var message in _model.Validate())
        {
            var text = $"{message.MessageType} SQL{message.Number}: {message.Message}";
            var match = ProcedureName().Match(message.Message);
            _errors.Add(match.Success
                ? $"{_procedures[int.Parse(match.Groups[1].Value, CultureInfo.InvariantCulture)].Origin}: {text}"
                : text);
        }

        return _errors;
    }

    private void Check(int number, string origin, string text)
    {
        var statements = Statements(origin, text);
        var parameters = new ParameterTypes(Schema);
        var shapes = new StatementShapes(Schema);
        foreach (var statement in statements)
        {
            statement.Accept(parameters);
            statement.Accept(shapes);
        }

        var declared = string.Join(", ", parameters.Types.Select(x => $"@{x.Key} {x.Value}"));
        _errors.AddRange(parameters.Errors.Concat(shapes.Errors).Select(error => $"{origin}: {error}"));
        if (statements.Count == 0) return;
        Define(origin, $"create procedure dbo.p{number} {declared} as begin\n{text}\nend", $"p{number}");
    }

    private void Define(string origin, string text, string? name = null)
    {
        try
        {
            if (name is null) _model.AddObjects(text);
            else _model.AddOrUpdateObjects(text, name, new TSqlObjectOptions());
        }
        catch (DacModelException exception)
        {
            _errors.AddRange(exception.Messages.Select(message => $"{origin}: {message.Message}"));
        }
    }

    private IList<TSqlStatement> Statements(string origin, string text)
    {
        var script = (TSqlScript)new TSql160Parser(initialQuotedIdentifiers: true).Parse(new StringReader(text), out var errors);
        _errors.AddRange(errors.Select(error => $"{origin}: {error.Message}"));
        return errors.Count > 0 ? [] : [.. script.Batches.SelectMany(batch => batch.Statements)];
    }

    private static string TextOf(TSqlFragment statement) => string.Concat(
        statement.ScriptTokenStream.Skip(statement.FirstTokenIndex)
            .Take(statement.LastTokenIndex - statement.FirstTokenIndex + 1).Select(token => token.Text));

    // Dapper writes a list parameter out as (…) when it runs.
    [GeneratedRegex(@"\bin @(\w+)")]
    private static partial Regex ListParameter();

    [GeneratedRegex(@"\[dbo\]\.\[p(\d+)\]")]
    private static partial Regex ProcedureName();
}

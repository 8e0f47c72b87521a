using System.Collections;
using System.Collections.Concurrent;
using System.Data;
using System.Reflection;
using Dapper;

namespace SupplyFinance.Platform.Data;

/// <summary>Turns an object's properties into exactly the parameters that a text uses, stored as the dialect stores them: enums as text,
/// ids, instants and dates without loss.</summary>
internal static class Parameters
{
    /// <summary>The most members of a list parameter. Each is a parameter of its own on SQL Server, which takes 2100 in all.</summary>
    public const int MaxListMembers = 2000;

    private static readonly ConcurrentDictionary<Type, Dictionary<string, PropertyInfo>> Properties = new();

    public static DynamicParameters? Of(Sql sql, Dialect dialect, object? arguments)
    {
        var names = sql.Parameters(dialect);
        if (names.Count == 0) return null;
        var properties = arguments is null ? [] : Properties.GetOrAdd(arguments.GetType(), Readable);
        var parameters = new DynamicParameters();
        foreach (var name in names)
        {
            if (!properties.TryGetValue(name, out var property))
                throw new InvalidOperationException($"{sql.Origin} uses @{name}, which its arguments do not have.");
            var value = Stored(property.GetValue(arguments), dialect);
            if (value is Array { Length: > MaxListMembers } and not byte[])
                throw new InvalidOperationException($"{sql.Origin} was given more than {MaxListMembers} members of @{name}; ask in parts.");
            parameters.Add(name, value, value is null && dialect.NeedsTypeOfNull ? TypeOf(property.PropertyType) : null);
        }

        return parameters;
    }

    private static Dictionary<string, PropertyInfo> Readable(Type type) =>
        type.GetProperties(BindingFlags.Public | BindingFlags.Instance)
            .Where(p => p.GetIndexParameters().Length == 0)
            .ToDictionary(p => p.Name, StringComparer.OrdinalIgnoreCase);

    private static DbType? TypeOf(Type type) => (Nullable.GetUnderlyingType(type) ?? type) switch
    {
        { IsEnum: true } => DbType.String,
        var t when t == typeof(string) => DbType.String,
        var t when t == typeof(Guid) => DbType.Guid,
        var t when t == typeof(long) => DbType.Int64,
        var t when t == typeof(int) => DbType.Int32,
        var t when t == typeof(bool) => DbType.Boolean,
        var t when t == typeof(byte[]) => DbType.Binary,
        var t when t == typeof(DateOnly) => DbType.Date,
        var t when t == typeof(DateTimeOffset) => DbType.DateTimeOffset,
        var t => throw new InvalidOperationException($"{t.Name} is no type that a parameter may have."),
    };

    private static object? Stored(object? value, Dialect dialect) => value switch
    {
        null => null,
        Enum name => name.ToString(),
        string or byte[] => value,
        IEnumerable list => StoredList(list, dialect),
        _ => dialect.ToParameter(value),
    };

    // An array of its members' own type, as PostgreSQL takes it.
    private static Array StoredList(IEnumerable list, Dialect dialect)
    {
        var items = list.Cast<object>().Select(item => Stored(item, dialect)!).ToList();
        var type = items.Count > 0 ? items[0].GetType() : ElementType(list.GetType());
        var array = Array.CreateInstance(type, items.Count);
        for (var i = 0; i < items.Count; i++) array.SetValue(items[i], i);
        return array;
    }

    private static Type ElementType(Type list) => list.GetInterfaces().Prepend(list)
        .First(type => type.IsGenericType && type.GetGenericTypeDefinition() == typeof(IEnumerable<>)).GetGenericArguments()[0];
}

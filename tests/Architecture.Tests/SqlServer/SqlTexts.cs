using System.Reflection;
using SupplyFinance.Platform.Data;

namespace SupplyFinance.Architecture.Tests;

/// <summary>Every SQL text that an assembly can send: its <see cref="Sql"/> fields, found in all types, nested and private ones too.</summary>
internal static class SqlTexts
{
    private const BindingFlags All =
        BindingFlags.Static | BindingFlags.Instance | BindingFlags.Public | BindingFlags.NonPublic | BindingFlags.DeclaredOnly;

    /// <summary>The texts of an assembly.</summary>
    public static IReadOnlyList<Sql> Of(Assembly assembly) =>
        [.. Fields(assembly).Where(IsReadable).Select(field => (Sql)field.GetValue(null)!)];

    /// <summary>Texts that no check could find: fields that are not static and read-only, or of an open generic type, and fields that hold
    /// several texts.</summary>
    public static IReadOnlyList<string> Hidden(Assembly assembly) =>
    [
        .. Fields(assembly).Where(field => !IsReadable(field)).Select(field => $"{field.DeclaringType!.FullName}.{field.Name}"),
        .. from type in Types(assembly)
           from field in type.GetFields(All)
           where field.FieldType != typeof(Sql) && HoldsTexts(field.FieldType)
           select $"{type.FullName}.{field.Name}",
    ];

    private static IEnumerable<FieldInfo> Fields(Assembly assembly) =>
        from type in Types(assembly)
        from field in type.GetFields(All)
        where field.FieldType == typeof(Sql)
        select field;

    // What the compiler makes for lambdas and async methods holds what the fields hold.
    private static IEnumerable<Type> Types(Assembly assembly) =>
        assembly.GetTypes().Where(type => !type.FullName!.Contains('<', StringComparison.Ordinal));

    private static bool IsReadable(FieldInfo field) =>
        field is { IsStatic: true, IsInitOnly: true } && !field.DeclaringType!.ContainsGenericParameters;

    private static bool HoldsTexts(Type type) =>
        type.IsArray ? type.GetElementType() == typeof(Sql)
        : type.IsGenericType && type.GetGenericArguments().Any(x => x == typeof(Sql) || HoldsTexts(x));
}

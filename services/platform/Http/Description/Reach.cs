using System.Reflection;

namespace SupplyFinance.Platform.Http;

/// <summary>A failure that code can construct.</summary>
/// <param name="Type">The failure's record.</param>
/// <param name="Literals">The texts in the code before it, since the failure before.</param>
internal sealed record Refusal(Type Type, IReadOnlyList<string> Literals);

/// <summary>What a handler can come to: the failures that it and what it calls can construct, and the answers it can give. Read from the compiled
/// code and declared nowhere, so that the description cannot drift from it.</summary>
internal sealed class Reach
{
    private const string OurAssemblies = "SupplyFinance.";

    private readonly HashSet<(Module, int)> _seen = [];
    private readonly List<Refusal> _refusals = [];

    private Reach()
    {
    }

    public IReadOnlyList<Refusal> Refusals => _refusals;

    /// <summary>Whether it can answer 201.</summary>
    public bool Creates { get; private set; }

    /// <summary>Whether it can answer 202.</summary>
    public bool Accepts { get; private set; }

    /// <summary>Whether the caller may wait for the outcome of a 202.</summary>
    public bool HasOutcome { get; private set; }

    /// <summary>Whether the answer carries an ETag.</summary>
    public bool HasVersion { get; private set; }

    public static Reach Of(params IEnumerable<MethodBase> methods)
    {
        var reach = new Reach();
        foreach (var method in methods) reach.Follow(method);
        return reach;
    }

    private void Follow(MethodBase method)
    {
        if (!IsOurs(method) || !_seen.Add((method.Module, method.MetadataToken))) return;
        var literals = new List<string>();
        foreach (var instruction in CompiledCode.Of(method))
        {
            if (instruction.Literal is { } literal) literals.Add(literal);
            if (instruction.Method is not { } called) continue;
            if (instruction.MakesObject && called.DeclaringType!.IsAssignableTo(typeof(Failure)))
            {
                _refusals.Add(new Refusal(called.DeclaringType, [.. literals]));
                literals.Clear();
            }
            else if (!IsAnswer(called))
            {
                Follow(called);
            }
        }
    }

    private bool IsAnswer(MethodBase called)
    {
        if (called.DeclaringType is not { IsGenericType: true } type || type.GetGenericTypeDefinition() != typeof(Result<>)) return false;
        Creates |= called.Name == nameof(Result<object>.Created);
        Accepts |= called.Name == nameof(Result<object>.Accepted);
        HasOutcome |= called.Name == nameof(Result<object>.Accepted) && called.GetParameters().Length > 1;
        HasVersion |= called.Name == nameof(Result<object>.At);
        return true;
    }

    private static bool IsOurs(MethodBase method) =>
        method.Module.Assembly.GetName().Name!.StartsWith(OurAssemblies, StringComparison.Ordinal);
}

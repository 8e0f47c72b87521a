using System.Reflection;
using System.Reflection.Emit;
using System.Runtime.CompilerServices;

namespace SupplyFinance.Platform.Http;

/// <summary>Reads a method's compiled instructions (ECMA-335, partition III).</summary>
internal static class CompiledCode
{
    private const int TwoBytePrefix = 0xFE;

    private static readonly Dictionary<int, OpCode> Codes = typeof(OpCodes).GetFields(BindingFlags.Public | BindingFlags.Static)
        .Select(field => (OpCode)field.GetValue(null)!)
        .ToDictionary(code => code.Value & 0xFFFF);

    /// <summary>An instruction that names a string or a method.</summary>
    internal sealed record Instruction(string? Literal, MethodBase? Method, bool MakesObject);

    /// <summary>The instructions of a method that name a string or a method, in the order of the code; of an async method, those that its
    /// author wrote.</summary>
    public static IEnumerable<Instruction> Of(MethodBase method)
    {
        var written = Written(method);
        var il = written.GetMethodBody()?.GetILAsByteArray() ?? [];
        for (var at = 0; at < il.Length;)
        {
            int value = il[at++];
            if (value == TwoBytePrefix) value = (value << 8) | il[at++];
            var code = Codes[value];
            if (code.OperandType == OperandType.InlineString)
                yield return new Instruction(written.Module.ResolveString(BitConverter.ToInt32(il, at)), null, false);
            if (code.OperandType == OperandType.InlineMethod)
                yield return new Instruction(null, Resolve(written, BitConverter.ToInt32(il, at)), code == OpCodes.Newobj);
            at += SizeOf(code.OperandType, il, at);
        }
    }

    private static MethodBase Written(MethodBase method)
    {
        // The definition of a generic method has the same code as each use of it.
        var definition = method.Module.ResolveMethod(method.MetadataToken)!;
        return definition.GetCustomAttribute<StateMachineAttribute>() is { StateMachineType: var machine }
            ? machine.GetMethod("MoveNext", BindingFlags.Instance | BindingFlags.NonPublic | BindingFlags.Public)!
            : definition;
    }

    private static MethodBase? Resolve(MethodBase user, int token) => user.Module.ResolveMethod(
        token,
        user.DeclaringType is { IsGenericType: true } type ? type.GetGenericArguments() : null,
        user.IsGenericMethod ? user.GetGenericArguments() : null);

    private static int SizeOf(OperandType operand, byte[] il, int at) => operand switch
    {
        OperandType.InlineNone => 0,
        OperandType.ShortInlineBrTarget or OperandType.ShortInlineI or OperandType.ShortInlineVar => 1,
        OperandType.InlineVar => 2,
        OperandType.InlineI8 or OperandType.InlineR => 8,
        OperandType.InlineSwitch => 4 + (4 * BitConverter.ToInt32(il, at)),
        _ => 4,
    };
}

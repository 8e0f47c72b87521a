using SupplyFinance.Contracts;

namespace SupplyFinance.Ledger.Title;

/// <summary>Every operation of the register: its name in an instruction, its number in an entry, its command.</summary>
public static class Operations
{
    private static readonly (string Name, EntryType Entry, Type Command)[] All =
    [
        (LedgerOperations.Issue, EntryType.Issue, typeof(IssueLot)),
        (LedgerOperations.Transfer, EntryType.Transfer, typeof(TransferLots)),
        (LedgerOperations.Lock, EntryType.Lock, typeof(LockLots)),
        (LedgerOperations.Release, EntryType.Release, typeof(ReleaseLots)),
        (LedgerOperations.Discharge, EntryType.Discharge, typeof(DischargeLots)),
        (LedgerOperations.Reduce, EntryType.Reduce, typeof(ReduceLots)),
        (LedgerOperations.Void, EntryType.Void, typeof(VoidLots)),
        (LedgerOperations.Reinstate, EntryType.Reinstate, typeof(ReinstateLots)),
        (LedgerOperations.Convert, EntryType.Convert, typeof(ConvertLots)),
        (LedgerOperations.AssignByLaw, EntryType.AssignByLaw, typeof(AssignLotsByLaw)),
        (LedgerOperations.Freeze, EntryType.Freeze, typeof(FreezeLots)),
        (LedgerOperations.Unfreeze, EntryType.Unfreeze, typeof(UnfreezeLots)),
        (LedgerOperations.SplitPolicy, EntryType.SplitPolicy, typeof(SetSplitPolicy)),
        (LedgerOperations.Evidence, EntryType.Evidence, typeof(RecordEvidence)),
        (LedgerOperations.NameOperator, EntryType.NameOperator, typeof(NameOperator)),
        (LedgerOperations.Expire, EntryType.Expire, typeof(ExpireLocks)),
    ];

    private static readonly Dictionary<string, Type> Commands = All.ToDictionary(x => x.Name, x => x.Command);
    private static readonly Dictionary<Type, string> NamesOfCommands = All.ToDictionary(x => x.Command, x => x.Name);
    private static readonly Dictionary<EntryType, string> NamesOfEntries = All.ToDictionary(x => x.Entry, x => x.Name);

    /// <summary>The operation that an entry records.</summary>
    public static string NameOf(EntryType type) => NamesOfEntries[type];

    /// <summary>The operation that a command asks for.</summary>
    public static string NameOf(ILedgerInstruction command) => NamesOfCommands.TryGetValue(command.GetType(), out var name)
        ? name
        : throw new ArgumentException($"{command.GetType().Name} is no instruction to the register.", nameof(command));

    /// <summary>The command that an operation's name stands for, or null.</summary>
    public static Type? CommandOf(string name) => Commands.GetValueOrDefault(name);
}

using System.Security.Cryptography;
using SupplyFinance.Contracts;
using SupplyFinance.Ledger.Log;
using SupplyFinance.Ledger.Title;
using SupplyFinance.Platform.Data;
using SupplyFinance.Platform.Money;

namespace SupplyFinance.Ledger;

/// <summary>Decides every instruction in one serial order and appends what it decides: lots, spends, entry, tree and
/// answer in one transaction. One answer per instruction id; the same content again gets the same answer
/// again.</summary>
public sealed class Sequencer(LogIdentity log, CheckpointSigner signer)
{
    // Whoever handles an instruction takes the writer's row before it looks at anything: one serial order, and one
    // answer, on a database that lets several transactions write.
    private static readonly Sql BecomeWriter =
        Sql.By(d => $"select fencing_token from {d.Locked("log_writer")} where id = 1 {d.ForUpdate}");

    private static readonly Sql FindIssue =
        Sql.Of("select entry_index from root_issue where receivable_id = @receivableId");
    private static readonly Sql PutIssue = Sql.Insert("root_issue", "receivable_id, lot_id, entry_index");
    private static readonly Sql FindCancelled =
        Sql.Of("select 1 from cancelled_lock where reference = @reference and owner = @owner");
    private static readonly Sql PutCancelled =
        Sql.InsertIfAbsent("cancelled_lock", "reference, owner", "reference, owner");

    /// <summary>Handles a command to the ledger.</summary>
    public static Task Handle(ILedgerInstruction command, UnitOfWork work, Sequencer sequencer) =>
        sequencer.Execute(command, work);

    /// <summary>Makes this transaction the one that decides next. Whatever it reads from now on stays so until it
    /// ends.</summary>
    public static Task Lead(UnitOfWork work) => work.QueryFirst<long>(BecomeWriter);

    /// <summary>Answers an instruction, publishes its answer and returns it.</summary>
    public async Task<IEvent> Execute(ILedgerInstruction command, UnitOfWork work)
    {
        var instruction = Instruction.Of(command);
        var bytes = InstructionBytes.Of(command, log.Origin);
        var content = Digest.Of(bytes);
        await Lead(work);
        var answer = await InstructionTable.Find(work, instruction.Id) is { } earlier
            ? Digest.From(earlier.ContentHash) == content ? earlier.Event() : Reused(instruction, earlier)
            : await Answer(work, instruction, bytes, content);
        work.Publish(answer);
        return answer;
    }

    private async Task<IEvent> Answer(UnitOfWork work, Instruction instruction, byte[] bytes, Digest content)
    {
        var view = await View(work, instruction.Command, Instants.Cut(work.Now));
        return Decide(instruction.Command, view) switch
        {
            Refusal refusal => await Refuse(work, instruction, content, view, refusal),
            Effects effects => await Append(work, instruction, bytes, view, effects),
            var other => throw new InvalidOperationException($"{other.GetType().Name} is no decision."),
        };
    }

    private static Decision Decide(ILedgerInstruction command, RegisterView view) =>
        (Decision?)UnknownCurrency(command) ?? Register.Decide(command, view);

    private static async Task<RegisterView> View(UnitOfWork work, ILedgerInstruction command, DateTimeOffset now)
    {
        var lots = await LotTable.Named(work, Register.LotsNamed(command));
        var issuedBy = command is IssueLot issue
            ? await work.QueryFirst<long?>(FindIssue, new { issue.ReceivableId })
            : null;
        var cancelled = command is LockLots locking
            && await work.QueryFirst<int?>(FindCancelled, new { locking.Reference, locking.Owner }) is not null;
        var policy = RegisterState.CurrencyOf(command, lots) is { } currency
            ? (await PowersTable.Policies(work)).FirstOrDefault(policy => policy.Currency == currency)
            : null;
        return new RegisterView(
            lots, await EntryTable.Size(work), issuedBy, cancelled, now, await PowersTable.Operator(work), policy);
    }

    private static async Task<IEvent> Refuse(
        UnitOfWork work, Instruction instruction, Digest content, RegisterView view, Refusal refusal)
    {
        var answer = new InstructionRefused(
            instruction.Id, instruction.Operation, refusal.Reason, refusal.Detail, refusal.ConflictingEntry);
        await InstructionTable.Keep(work, instruction, content, null, answer, Involved(instruction, view.Lots.Values));
        if (instruction.Command is not ReleaseLots release || !Release.Cancels(refusal)) return answer;
        foreach (var owner in instruction.Signers())
            await work.Execute(PutCancelled, new { Reference = release.LockReference, owner });
        return answer;
    }

    private async Task<IEvent> Append(
        UnitOfWork work, Instruction instruction, byte[] bytes, RegisterView view, Effects effects)
    {
        var (index, now) = (view.NextEntry, view.At);
        var (entry, opening) =
            Opening.Seal(instruction, bytes, effects, now, () => RandomNumberGenerator.GetBytes(Opening.SaltLength));
        await EntryTable.Append(work, index, instruction.Id, EntryCodec.Encode(entry), opening);
        await LotTable.Apply(work, effects, index);
        await Keep(work, instruction.Command, index);
        PledgeExpiry.Schedule(work, effects);
        var answer = new InstructionExecuted(
            instruction.Id, instruction.Operation, index, now, [.. effects.Consumed.Select(lot => lot.Id)],
            [.. effects.Lots.Select(Snapshot)], Discharges(instruction.Command, effects));
        await InstructionTable.Keep(
            work, instruction, Digest.Of(bytes), index, answer, Involved(instruction, effects.Lots));
        foreach (var lot in effects.Lots) work.Publish(LotTable.Changed(lot));
        work.AfterCommit(signer.Wake);
        return answer;
    }

    // What an entry says beside its lots.
    private static Task Keep(UnitOfWork work, ILedgerInstruction command, long index) => command switch
    {
        IssueLot issue => work.Execute(PutIssue, new { issue.ReceivableId, issue.LotId, EntryIndex = index }),
        SetSplitPolicy policy => PowersTable.Keep(work, policy, index),
        NameOperator naming => PowersTable.Keep(work, naming, index),
        RecordEvidence evidence => EvidenceTable.Keep(work, evidence, index),
        _ => Task.CompletedTask,
    };

    // A void is a discharge with nothing paid and nothing left.
    private static LotDischarge[] Discharges(ILedgerInstruction command, Effects effects) => command switch
    {
        DischargeLots discharge => discharge.Discharges,
        VoidLots => [.. effects.Consumed.Select(lot => new LotDischarge(lot.Id, lot.Extinguished, 0, Guid.Empty))],
        _ => [],
    };

    // The register knows a currency's form; which exist changes with ISO 4217, and a replay of old entries must not.
    private static Refusal? UnknownCurrency(ILedgerInstruction command) =>
        command is IssueLot issue && !Currency.TryOf(issue.Currency, out _)
            ? new Refusal(RefusalCodes.UnknownCurrency, $"'{issue.Currency}' is not a currency.")
            : null;

    private static InstructionRefused Reused(Instruction instruction, AnsweredInstruction earlier) => new(
        instruction.Id, instruction.Operation, RefusalCodes.InstructionReused,
        $"Instruction {instruction.Id} was answered before, with other content.", earlier.EntryIndex);

    private static LotSnapshot Snapshot(Lot lot) =>
        new(lot.Id, lot.ReceivableId, lot.HolderId, lot.Currency, lot.Amount, lot.State, [.. lot.ParentIds],
            lot.IsFrozen, lot.IsConditional);

    private static IEnumerable<Guid> Involved(Instruction instruction, IEnumerable<Lot> lots)
    {
        foreach (var signer in instruction.SignedBy)
        {
            if (signer.Party.StartsWith("org:", StringComparison.Ordinal)
                && Guid.TryParse(signer.Party.AsSpan(4), out var id))
                yield return id;
        }

        foreach (var lot in lots)
        {
            yield return lot.HolderId;
            yield return lot.DebtorId;
            if (lot.Lock?.BeneficiaryId is { } beneficiary) yield return beneficiary;
        }
    }
}

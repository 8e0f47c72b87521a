using SupplyFinance.Contracts;
using SupplyFinance.Ledger.Title;
using static SupplyFinance.Ledger.Tests.Title.Trade;

namespace SupplyFinance.Ledger.Tests.Title;

public class OperatorNamingTests
{
    [Fact]
    public void The_sequencer_names_the_operator_once()
    {
        var register = new TestRegister();
        Refused(register, RefusalCodes.WrongSigner, Naming() with { SignedBy = [OperatorFourEyes] });
        register.MustDo(Naming());
        Refused(register, RefusalCodes.OperatorNamed, Naming());
        Refused(register, RefusalCodes.WrongSigner, Naming(Stranger));
    }

    [Fact]
    public void Afterwards_the_operator_itself_names_its_successor()
    {
        var register = Governed();
        register.MustDo(Naming(Stranger) with { SignedBy = [OperatorFourEyes] });
        Refused(register, RefusalCodes.WrongSigner, Freeze(Root));
        register.MustDo(Freeze(Root) with { SignedBy = [Signer.Organisation(Stranger, Id(61), Id(62))] });
    }
}

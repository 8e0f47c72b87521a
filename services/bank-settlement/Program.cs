using SupplyFinance.BankSettlement;
using SupplyFinance.Platform.Hosting;

return await ServiceProgram.Run(BankSettlementService.Definition, args);

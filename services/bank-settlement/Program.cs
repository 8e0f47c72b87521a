using SupplyFinance.BankSettlement;
using SupplyFinance.Platform.Hosting;

return await ServiceHost.Run(BankSettlementService.Definition, args);

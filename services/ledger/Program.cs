using SupplyFinance.Ledger;
using SupplyFinance.Platform.Hosting;

return await ServiceHost.Run(LedgerService.Definition, args);

using SupplyFinance.Ledger;
using SupplyFinance.Platform.Hosting;

return await ServiceProgram.Run(LedgerService.Definition, args);

using SupplyFinance.Platform.Hosting;
using SupplyFinance.Receivables;

return await ServiceProgram.Run(ReceivableService.Definition, args);

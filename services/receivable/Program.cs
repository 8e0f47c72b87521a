using SupplyFinance.Platform.Hosting;
using SupplyFinance.Receivables;

return await ServiceHost.Run(ReceivableService.Definition, args);

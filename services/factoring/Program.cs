using SupplyFinance.Factoring;
using SupplyFinance.Platform.Hosting;

return await ServiceHost.Run(FactoringService.Definition, args);

using SupplyFinance.Factoring;
using SupplyFinance.Platform.Hosting;

return await ServiceProgram.Run(FactoringService.Definition, args);

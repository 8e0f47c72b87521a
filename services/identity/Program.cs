using SupplyFinance.Identity;
using SupplyFinance.Platform.Hosting;

return await ServiceProgram.Run(IdentityService.Definition, args);

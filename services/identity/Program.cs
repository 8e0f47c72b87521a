using SupplyFinance.Identity;
using SupplyFinance.Platform.Hosting;

return await ServiceHost.Run(IdentityService.Definition, args);

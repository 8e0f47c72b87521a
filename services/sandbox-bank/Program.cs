using SupplyFinance.Platform.Hosting;
using SupplyFinance.SandboxBank;

return await ServiceHost.Run(SandboxBankService.Definition, args);

using SupplyFinance.Platform.Hosting;
using SupplyFinance.SandboxBank;

return await ServiceProgram.Run(SandboxBankService.Definition, args);

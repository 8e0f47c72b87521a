using SupplyFinance.Standalone;

return await StandaloneProgram.Run(args);

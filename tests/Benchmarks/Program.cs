using SupplyFinance.Benchmarks;

return await BenchmarkProgram.Run(args);

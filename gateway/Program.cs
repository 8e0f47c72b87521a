return await SupplyFinance.Gateway.GatewayProgram.Run(args, Console.Error);

using SupplyFinance.Invoices;
using SupplyFinance.Platform.Hosting;

return await ServiceProgram.Run(InvoiceService.Definition, args);

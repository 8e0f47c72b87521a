using SupplyFinance.Invoices;
using SupplyFinance.Platform.Hosting;

return await ServiceHost.Run(InvoiceService.Definition, args);

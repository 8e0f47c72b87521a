using System.Security.Cryptography;
using System.Text;
using SupplyFinance.Platform.Hosting;
using SupplyFinance.Platform.Http;

namespace SupplyFinance.SandboxBank;

/// <summary>A stand-in bank host for demonstrations and tests. It is a bank's system: it has its own books, hears no
/// message of the trade, and is called over HTTP with the key in its configuration.</summary>
public static class SandboxBankService
{
    /// <summary>The header with the customer's key.</summary>
    public const string KeyHeader = "X-Api-Key";

    /// <summary>The setting that holds the key. Without one nobody can call the bank.</summary>
    public const string KeySetting = "ApiKey";

    private const string Root = "/sandbox-bank";
    private const string Why = "the bank checks a key of its own";

    public static readonly ServiceDefinition Definition = new("sandbox-bank", typeof(SandboxBankService).Assembly)
    {
        IsStandIn = true,
        RequiredSettings = [KeySetting],
        Application = app => app.Use(CheckKey),
        Routes = routes =>
        {
            var bank = routes.MapGroup(Root).WithTags("Sandbox bank").AllowAnyone(Why);
            bank.MapPost("/payments", TakeOrder.Handle).WithBodyLimit(OrderReader.MaxCharacters)
                .WithSummary("Hands in a pain.001.001.09 file with one transfer; answers pain.002");
            bank.MapGet("/notifications", Notifications.List)
                .WithSummary("camt.054.001.08 documents after a sequence, in order");
            bank.MapPost("/notifications", Notifications.Forge).WithSummary("Sends any document, for hostile tests");
            bank.MapPost("/notifications/{sequence:long}/repeat", Notifications.Repeat)
                .WithSummary("Sends a notification again");
            bank.MapPost("/transfers", TransferMoney.Handle)
                .WithSummary("Moves money between two accounts with a reference");
            bank.MapGet("/bookings", Bookings.List).WithSummary("What really moved");
            bank.MapPost("/behaviours", SetBehaviour.Handle).WithSummary("Makes the bank misbehave");
            bank.MapDelete("/behaviours", SetBehaviour.Reset).WithSummary("Makes it behave again");
            routes.MapGroup(Root).WithTags("Sandbox bank").AllowAnyone(Why, opensWork: false)
                .MapGet("/payments/{endToEndId}", AskStatus.Handle)
                    .WithSummary("What became of an order; answers pain.002");
        },
    };

    private static async Task CheckKey(HttpContext context, RequestDelegate next)
    {
        var settings = (ServiceSettings)context.RequestServices.GetService(typeof(ServiceSettings))!;
        if (context.Request.Path.StartsWithSegments(Root) && !IsCounter(context, settings)
            && !IsKey(settings[KeySetting], context.Request.Headers[KeyHeader].ToString()))
        {
            await Problems.Of(new WrongKey(), context).ExecuteAsync(context);
            return;
        }

        await next(context);
    }

    // In a demonstration whoever stands at the counter is served: the gateway has seen to it that it is somebody.
    private static bool IsCounter(HttpContext context, ServiceSettings settings) =>
        settings.IsDemonstration && context.Request.Path.StartsWithSegments($"{Root}/transfers");

    private static bool IsKey(string? expected, string given) =>
        expected is { Length: > 0 }
        && CryptographicOperations.FixedTimeEquals(Encoding.UTF8.GetBytes(expected), Encoding.UTF8.GetBytes(given));
}

/// <summary>The caller's key is not the customer's.</summary>
public sealed record WrongKey() : Failure(FailureKind.Forbidden, "wrong-key", "The bank does not know this key.");

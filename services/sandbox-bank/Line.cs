namespace SupplyFinance.SandboxBank;

/// <summary>The line to the customer.</summary>
public static class Line
{
    /// <summary>Cuts it in place of an answer, after whatever was decided has been committed.</summary>
    public static IResult Cut(HttpContext context)
    {
        context.Response.OnStarting(() =>
        {
            context.Abort();
            return Task.CompletedTask;
        });
        return Results.Ok();
    }
}

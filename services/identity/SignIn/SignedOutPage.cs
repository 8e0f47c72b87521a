namespace SupplyFinance.Identity;

/// <summary>Where a sign-out ends when the client named no address of its own.</summary>
public static class SignedOutPage
{
    public const string Route = "/connect/signed-out";

    public static IResult Handle(HttpContext context)
    {
        var text = SignInText.For(context.Request.Headers.AcceptLanguage);
        return PlainPage.Write(context, text, StatusCodes.Status200OK, $"<h1>SupplyFinance</h1><p>{text.SignedOut}</p>");
    }
}

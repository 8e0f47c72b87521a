using System.Security.Cryptography;
using System.Text;

namespace SupplyFinance.Identity;

/// <summary>A page of plain HTML under a policy that allows no script, no picture and no frame; its one style is named
/// by its hash.</summary>
public static class PlainPage
{
    private const string Style =
        "body{font:16px/1.5 system-ui,sans-serif;margin:0;background:#f4f6f8;color:#1b2733}"
        + "main{max-width:24rem;margin:10vh auto;padding:2rem;background:#fff;"
        + "border:1px solid #d5dce3;border-radius:.5rem}"
        + "h1{font-size:1.25rem;margin:0 0 1rem}label{display:block;margin:.75rem 0 .25rem}"
        + "input{width:100%;box-sizing:border-box;padding:.5rem;font:inherit;"
        + "border:1px solid #76838f;border-radius:.25rem}"
        + "button{margin-top:1.25rem;width:100%;padding:.6rem;font:inherit;color:#fff;background:#0b5cad;"
        + "border:0;border-radius:.25rem}"
        + "p[role=alert]{color:#a4161a}a{color:#0b5cad}";

    private static readonly string StyleHash = Convert.ToBase64String(SHA256.HashData(Encoding.UTF8.GetBytes(Style)));

    /// <param name="formTargets">Origins that an answer to the page's form may redirect to, beside our own.</param>
    public static IResult Write(HttpContext context, SignInText text, int status, string body, string formTargets = "")
    {
        var headers = context.Response.Headers;
        headers.ContentSecurityPolicy =
            $"default-src 'none'; style-src 'sha256-{StyleHash}'; form-action 'self'{formTargets}; "
            + "base-uri 'none'; frame-ancestors 'none'";
        headers.XFrameOptions = "DENY";
        headers.XContentTypeOptions = "nosniff";
        headers["Referrer-Policy"] = "same-origin";
        headers.CacheControl = "no-store";
        headers.ContentLanguage = text.Language;
        var html = $"""
            <!doctype html>
            <html lang="{text.Language}"><head><meta charset="utf-8">
            <meta name="viewport" content="width=device-width, initial-scale=1">
            <title>{text.Title}</title><style>{Style}</style></head>
            <body><main>
            {body}
            </main></body></html>

            """;
        return Results.Text(html, "text/html; charset=utf-8", Encoding.UTF8, status);
    }
}

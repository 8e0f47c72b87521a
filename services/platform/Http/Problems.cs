using System.Diagnostics;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Mvc;

namespace SupplyFinance.Platform.Http;

/// <summary>Turns failures into RFC 9457 problem documents: the one switch between a named failure and HTTP.</summary>
public static class Problems
{
    /// <summary>The header that carries a request's id through the gateway into every log and problem.</summary>
    public const string RequestIdHeader = "X-Request-Id";

    /// <summary>Seconds before the same request is worth another try: news and restarts take about one.</summary>
    private const string SoonAgain = "1";

    /// <summary>Seconds before the same request is worth another try when somebody has to make room first.</summary>
    private const string LaterAgain = "30";

    /// <summary>The HTTP status of a kind of failure.</summary>
    public static int StatusOf(FailureKind kind) => kind switch
    {
        FailureKind.Malformed => StatusCodes.Status400BadRequest,
        FailureKind.Forbidden => StatusCodes.Status403Forbidden,
        FailureKind.NotFound => StatusCodes.Status404NotFound,
        FailureKind.Conflict => StatusCodes.Status409Conflict,
        FailureKind.PreconditionFailed => StatusCodes.Status412PreconditionFailed,
        FailureKind.TooLarge => StatusCodes.Status413PayloadTooLarge,
        FailureKind.UnsupportedMediaType => StatusCodes.Status415UnsupportedMediaType,
        FailureKind.Invalid => StatusCodes.Status422UnprocessableEntity,
        FailureKind.NotYet => StatusCodes.Status503ServiceUnavailable,
        FailureKind.Full => StatusCodes.Status507InsufficientStorage,
    };

    /// <summary>The problem document of a failure.</summary>
    public static IResult Of(Failure failure, HttpContext context)
    {
        if (failure.Kind == FailureKind.NotYet) context.Response.Headers.RetryAfter = SoonAgain;
        if (failure.Kind == FailureKind.Full) context.Response.Headers.RetryAfter = LaterAgain;
        return Of(context, StatusOf(failure.Kind), failure.Code, failure.Message, failure.Field, failure.Details);
    }

    /// <summary>A problem document.</summary>
    public static IResult Of(
        HttpContext context, int status, string code, string message, string? field = null, IReadOnlyDictionary<string, object?>? details = null)
    {
        var problem = new ProblemDetails
        {
            Status = status,
            Type = $"urn:supply-finance:problem:{code}",
            Title = Microsoft.AspNetCore.WebUtilities.ReasonPhrases.GetReasonPhrase(status),
            Detail = message,
            Instance = context.Request.Path,
            Extensions = { ["code"] = code, ["requestId"] = RequestIdOf(context) },
        };
        if (field is not null) problem.Extensions["field"] = field;
        foreach (var (name, value) in details ?? new Dictionary<string, object?>()) problem.Extensions[name] = value;
        return Results.Json(problem, contentType: "application/problem+json", statusCode: status);
    }

    /// <summary>The id that the gateway gave this request, or its trace id.</summary>
    public static string RequestIdOf(HttpContext context)
    {
        var given = context.Request.Headers[RequestIdHeader].ToString();
        return given.Length is > 0 and <= 64 ? given : Activity.Current?.TraceId.ToString() ?? context.TraceIdentifier;
    }
}

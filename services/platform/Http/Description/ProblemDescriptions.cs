using System.Globalization;
using System.Reflection;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.WebUtilities;
using Microsoft.OpenApi;

namespace SupplyFinance.Platform.Http;

/// <summary>Every refusal that a route can answer, grouped by status, with its code and an example: what the gateway, the platform around the
/// handler and the handler itself refuse.</summary>
internal static class ProblemDescriptions
{
    private const string Name = "Problem";
    private const string ContentType = "application/problem+json";
    private const string RequestId = "019cb8a24b007f1b8a00d2c6a7b4e910";

    private sealed record Described(int Status, string Code, string Detail, string? Field, IReadOnlyDictionary<string, object?> Details);

    private static readonly Described Unauthenticated = Of(401, "unauthenticated", "This needs an access token.");

    private static readonly Described[] Always =
    [
        Of(400, "malformed-request", "The request cannot be read."),
        Of(405, "method-not-allowed", "The path exists, but not with this method."),
        Of(429, "too-many-requests", "Too many calls; wait as long as Retry-After says."),
        Of(500, "internal-error", "Something went wrong here. Nothing of this request was kept; try again, and name the request id if it stays."),
        Of(502, "service-unreachable", "The service behind this path cannot be reached at the moment."),
        Of(504, "service-timed-out", "The service behind this path did not answer in time; the outcome is unknown."),
    ];

    private static readonly Described MalformedJson = Of(400, "malformed-json", "The JSON value could not be converted.", "amount");

    private static readonly Described TypeNotTaken = Of(415, "unsupported-media-type", "This route takes application/json.");

    /// <summary>Adds the problems to an operation.</summary>
    /// <param name="operation">The operation.</param>
    /// <param name="document">Where the schema and the examples are kept once.</param>
    /// <param name="access">Who may call it.</param>
    /// <param name="method">Its method.</param>
    /// <param name="reach">What its handler can come to.</param>
    /// <param name="examples">The service's tables.</param>
    public static void Add(
        OpenApiOperation operation, OpenApiDocument document, RouteAccess access, string method, Reach reach, Examples examples)
    {
        document.AddComponent(Name, Schema);
        var isRead = HttpMethods.IsGet(method);
        IEnumerable<MethodBase> around = [
            Outages.Names,
            .. access.Anyone is null ? (MethodBase[])[RequestWork.Identifies] : [],
            .. access is { Anyone: null, OpensWork: true } ? (MethodBase[])[isRead ? RequestWork.Reads : RequestWork.Writes] : []];
        IEnumerable<Described> all = [
            .. Always, .. access.Anyone is null ? (Described[])[Unauthenticated] : [],
            .. operation.RequestBody is not null && operation.RequestBody.Content!.ContainsKey("application/json")
                ? (Described[])[MalformedJson, TypeNotTaken] : [],
            .. Reach.Of(around).Refusals.Concat(reach.Refusals).Select(refusal => Of(examples.Of(refusal)))];
        operation.Responses ??= [];
        foreach (var status in all.GroupBy(problem => problem.Status).OrderBy(group => group.Key))
        {
            var problems = status.GroupBy(problem => problem.Code).Select(same => same.First()).OrderBy(problem => problem.Code).ToList();
            foreach (var problem in problems)
                document.AddComponent(KeyOf(problem), new OpenApiExample { Summary = problem.Detail, Value = Body(problem) });
            operation.Responses[status.Key.ToString(CultureInfo.InvariantCulture)] = new OpenApiResponse
            {
                Description = $"{ReasonPhrases.GetReasonPhrase(status.Key)}\n\n"
                    + string.Join('\n', problems.Select(problem => $"- `{problem.Code}`: {problem.Detail}")),
                Content = new Dictionary<string, OpenApiMediaType>
                {
                    [ContentType] = new()
                    {
                        Schema = new OpenApiSchemaReference(Name, document),
                        Examples = problems.ToDictionary(
                            problem => problem.Code, problem => (IOpenApiExample)new OpenApiExampleReference(KeyOf(problem), document)),
                    },
                },
            };
        }
    }

    private static Described Of(int status, string code, string detail, string? field = null) =>
        new(status, code, detail, field, new Dictionary<string, object?>());

    private static Described Of(Failure failure) =>
        new(Problems.StatusOf(failure.Kind), failure.Code, failure.Message, failure.Field, failure.Details);

    // One code may stand for several texts: a length of several fields, an object of several kinds.
    private static string KeyOf(Described problem) =>
        $"{problem.Code}.{Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(problem.Detail)))[..8]}";

    private static JsonObject Body(Described problem)
    {
        var body = new JsonObject
        {
            ["type"] = $"urn:supply-finance:problem:{problem.Code}",
            ["title"] = ReasonPhrases.GetReasonPhrase(problem.Status),
            ["status"] = problem.Status,
            ["detail"] = problem.Detail,
            ["code"] = problem.Code,
            ["requestId"] = RequestId,
        };
        if (problem.Field is not null) body["field"] = problem.Field;
        foreach (var (name, value) in problem.Details) body[name] = JsonSerializer.SerializeToNode(value, ApiJson.Options);
        return body;
    }

    private static OpenApiSchema Schema => new()
    {
        Type = JsonSchemaType.Object,
        Description = "An RFC 9457 problem. `code` is stable and the machine's name of the rule; further members have a meaning of their own.",
        Required = new HashSet<string> { "type", "title", "status", "detail", "code", "requestId" },
        Properties = new Dictionary<string, IOpenApiSchema>
        {
            ["type"] = Text("The code as a URN."),
            ["title"] = Text("The status in words."),
            ["status"] = new OpenApiSchema { Type = JsonSchemaType.Integer, Description = "The HTTP status." },
            ["detail"] = Text("What is wrong and what to do next, for people."),
            ["instance"] = Text("The path."),
            ["code"] = Text("The rule's stable name."),
            ["requestId"] = Text("The request's id in every log."),
            ["field"] = Text("The offending field as a JSON path."),
        },
    };

    private static OpenApiSchema Text(string description) => new() { Type = JsonSchemaType.String, Description = description };
}

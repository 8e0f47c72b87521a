using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.OpenApi;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.OpenApi;
using SupplyFinance.Platform.Hosting;

namespace SupplyFinance.Platform.Http;

/// <summary>Each service's OpenAPI 3.1 document: who may call a route, the headers every command takes, and the problems it may answer.</summary>
internal static class ApiDocument
{
    private static readonly (int Status, string When)[] CommonProblems =
    [
        (400, "The request cannot be read."),
        (401, "No valid access token."),
        (403, "The caller's kind, role or scope does not suffice, or its organisation is not active."),
        (404, "No such object, or one of another organisation."),
        (409, "It does not fit the present state; `code` names the rule."),
        (422, "It breaks a rule; `code` names it, `field` the place."),
        (503, "Something this needs is not here yet; try again."),
    ];

    public static void AddApiDocument(this IServiceCollection services, ServiceDefinition service) =>
        services.AddOpenApi(service.Name, options =>
        {
            options.OpenApiVersion = OpenApiSpecVersion.OpenApi3_1;
            options.AddDocumentTransformer((document, _, _) => Describe(document, service));
            options.AddOperationTransformer((operation, context, _) => Describe(operation, context));
            options.AddSchemaTransformer((schema, context, _) => Describe(schema, context));
        });

    private static Task Describe(OpenApiDocument document, ServiceDefinition service)
    {
        document.Info = new OpenApiInfo
        {
            Title = $"SupplyFinance {service.Name}",
            Version = service.Assembly.GetName().Version!.ToString(3),
            Description = "Money is text with its currency, dates are ISO 8601, ids are UUIDv7 made by the caller. Errors are RFC 9457 problems.",
        };
        document.Servers = [];
        document.Components ??= new OpenApiComponents();
        document.Components.SecuritySchemes = new Dictionary<string, IOpenApiSecurityScheme>
        {
            ["bearer"] = new OpenApiSecurityScheme { Type = SecuritySchemeType.Http, Scheme = "bearer", BearerFormat = "at+jwt" },
        };
        return Task.CompletedTask;
    }

    private static Task Describe(OpenApiOperation operation, OpenApiOperationTransformerContext context)
    {
        if (context.Description.ActionDescriptor.EndpointMetadata.OfType<RouteAccess>().FirstOrDefault() is not { } access)
            return Task.CompletedTask;
        var who = access.Anyone is null
            ? $"Who: {Either(access.Roles, "any role")} of {Either(access.Kinds, "any organisation")}."
            : $"Who: anyone, because {access.Anyone}.";
        operation.Description = operation.Description is { Length: > 0 } text ? $"{text}\n\n{who}" : who;
        if (access.Anyone is null)
            operation.Security = [new OpenApiSecurityRequirement { [new OpenApiSecuritySchemeReference("bearer", context.Document)] = [] }];
        operation.Responses ??= [];
        foreach (var (status, when) in CommonProblems)
        {
            operation.Responses.TryAdd(status.ToString(System.Globalization.CultureInfo.InvariantCulture), new OpenApiResponse
            {
                Description = when,
                Content = new Dictionary<string, OpenApiMediaType> { ["application/problem+json"] = new() },
            });
        }

        if (HttpMethods.IsPost(context.Description.HttpMethod ?? ""))
        {
            (operation.Parameters ??= []).Add(new OpenApiParameter
            {
                Name = RequestWork.IdempotencyKeyHeader,
                In = ParameterLocation.Header,
                Description = "Made by the caller; the same key and body get the same answer for 30 days.",
                Schema = new OpenApiSchema { Type = JsonSchemaType.String, MaxLength = 200 },
            });
        }

        return Task.CompletedTask;
    }

    private static Task Describe(OpenApiSchema schema, OpenApiSchemaTransformerContext context)
    {
        if (context.JsonTypeInfo.Type != typeof(Money.Money)) return Task.CompletedTask;
        schema.Type = JsonSchemaType.Object;
        schema.Description = "An exact amount: text with the currency's digits.";
        schema.Properties = new Dictionary<string, IOpenApiSchema>
        {
            ["amount"] = new OpenApiSchema { Type = JsonSchemaType.String, Examples = ["115000.00"] },
            ["currency"] = new OpenApiSchema { Type = JsonSchemaType.String, Description = "ISO 4217", Examples = ["CNY"] },
        };
        schema.Required = new HashSet<string> { "amount", "currency" };
        return Task.CompletedTask;
    }

    private static string Either(IReadOnlyList<string> names, string otherwise) =>
        names.Count == 0 ? otherwise : string.Join(" or ", names);
}

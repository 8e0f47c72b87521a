using System.Reflection;
using System.Text.Json.Nodes;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.OpenApi;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.OpenApi;
using SupplyFinance.Platform.Hosting;

namespace SupplyFinance.Platform.Http;

/// <summary>Each service's OpenAPI 3.1 document: who may call a route, what it takes and answers with an example of each, and every problem it may
/// answer by its code.</summary>
internal static class ApiDocument
{
    private const string Json = "application/json";

    public static void AddApiDocument(this IServiceCollection services, ServiceDefinition service) =>
        services.AddOpenApi(service.Name, options =>
        {
            var examples = new Examples(service.Examples);
            options.OpenApiVersion = OpenApiSpecVersion.OpenApi3_1;
            // Many use cases have a Request of their own.
            options.CreateSchemaReferenceId = type =>
                OpenApiOptions.CreateDefaultSchemaReferenceId(type) is null ? null : NameOf(type.Type);
            options.AddDocumentTransformer((document, _, _) => Describe(document, service));
            options.AddOperationTransformer((operation, context, cancellation) => Describe(operation, context, examples, cancellation));
            options.AddSchemaTransformer((schema, context, _) => Describe(schema, context));
        });

    private static Task Describe(OpenApiDocument document, ServiceDefinition service)
    {
        document.Info = new OpenApiInfo
        {
            Title = $"SupplyFinance {service.Name}",
            Version = service.Assembly.GetName().Version!.ToString(3),
            Description = "Money is text with its currency, dates are ISO 8601, ids are UUIDv7 made by the caller. Errors are RFC 9457 problems. "
                + "Four eyes: a maker's command answers an approval, and another person's word on it runs it.",
        };
        // Relative to where the document is: the gateway's one origin, whatever it is called.
        document.Servers = [new OpenApiServer { Url = "/" }];
        document.Components ??= new OpenApiComponents();
        document.Components.SecuritySchemes = new Dictionary<string, IOpenApiSecurityScheme>
        {
            ["bearer"] = new OpenApiSecurityScheme
            {
                Type = SecuritySchemeType.Http,
                Scheme = "bearer",
                BearerFormat = "at+jwt",
                Description = "An access token of /connect/token, with the service's name among its scopes.",
            },
        };
        return Task.CompletedTask;
    }

    private static async Task Describe(
        OpenApiOperation operation, OpenApiOperationTransformerContext context, Examples examples, CancellationToken cancellation)
    {
        var metadata = context.Description.ActionDescriptor.EndpointMetadata;
        if (metadata.OfType<RouteAccess>().FirstOrDefault() is not { } access) return;
        var handler = metadata.OfType<MethodInfo>().First();
        var fourEyes = metadata.OfType<FourEyesCommands>().FirstOrDefault();
        var reach = Reach.Of([handler, .. fourEyes?.Executions ?? []]);
        var method = context.Description.HttpMethod ?? HttpMethods.Get;

        Access(operation, context, access);
        Parameters(operation, context, handler, method, reach, examples);
        if (context.Description.ParameterDescriptions.FirstOrDefault(p => p.Source.Id == "Body")?.Type is { } body)
            Exemplify(operation.RequestBody?.Content, body, examples);
        await Answers(operation, context, fourEyes, reach, examples, cancellation);
        ProblemDescriptions.Add(operation, context.Document!, access, method, reach, examples);
    }

    private static void Access(OpenApiOperation operation, OpenApiOperationTransformerContext context, RouteAccess access)
    {
        var who = access.Anyone is null
            ? $"Who: {Either(access.Roles, "any role")} of {Either(access.Kinds, "any organisation")}."
            : $"Who: anyone, because {access.Anyone}.";
        operation.Description = operation.Description is { Length: > 0 } text ? $"{text}\n\n{who}" : who;
        operation.Security = access.Anyone is null
            ? [new OpenApiSecurityRequirement { [new OpenApiSecuritySchemeReference("bearer", context.Document)] = [] }]
            : [];
    }

    private static void Parameters(
        OpenApiOperation operation, OpenApiOperationTransformerContext context, MethodInfo handler, string method, Reach reach,
        Examples examples)
    {
        var parameters = operation.Parameters ??= [];
        foreach (var parameter in parameters.OfType<OpenApiParameter>())
        {
            var type = context.Description.ParameterDescriptions.First(p => p.Name == parameter.Name).Type;
            parameter.Example = examples.Of(parameter.Schema?.Type == JsonSchemaType.Integer ? typeof(int) : type ?? typeof(string), parameter.Name!);
        }

        bool Takes<T>() => handler.GetParameters().Any(parameter => parameter.ParameterType == typeof(T));
        if (Takes<Paging>())
        {
            parameters.Add(Text("cursor", ParameterLocation.Query, "The page before's `nextCursor`.", examples.Of(typeof(string), "cursor")));
            parameters.Add(Number("limit", $"Items on a page, at most {Paging.MaxLimit}; else {Paging.DefaultLimit}.", Paging.MaxLimit));
        }

        if (Takes<IfMatch>()) parameters.Add(Text("If-Match", ParameterLocation.Header, "Only if the resource is at this ETag.", "\"3\""));
        if (reach.HasVersion && HttpMethods.IsGet(method))
            parameters.Add(Text("If-None-Match", ParameterLocation.Header, "304 if the resource is at this ETag still.", "\"3\""));
        if (HttpMethods.IsGet(method)) return;
        if (reach.HasOutcome)
        {
            parameters.Add(Text("Prefer", ParameterLocation.Header,
                $"Holds the answer until the outcome is known, at most {Prefer.Longest.TotalSeconds:0} seconds.", "wait=10"));
        }

        parameters.Add(Text(RequestWork.IdempotencyKeyHeader, ParameterLocation.Header,
            "Made by the caller; the same key and body get the same answer for 30 days, on routes that move money for ever.",
            "019cb8a2-4b00-7c11-8d00-5a1f0e2b3c4d"));
    }

    private static async Task Answers(
        OpenApiOperation operation, OpenApiOperationTransformerContext context, FourEyesCommands? fourEyes, Reach reach, Examples examples,
        CancellationToken cancellation)
    {
        var answer = operation.Responses?.GetValueOrDefault("200") as OpenApiResponse ?? new OpenApiResponse();
        operation.Responses = [];
        if (fourEyes is not null)
        {
            // Without commands there is nothing to approve, and the answer is a refusal always.
            var answers = fourEyes.Answers is { Count: > 0 } some ? some : [typeof(Approvals.View)];
            answer.Content = new Dictionary<string, OpenApiMediaType>
            {
                [Json] = new() { Schema = await AnyOf(answers, context, cancellation), Example = examples.Of(answers.First()) },
            };
        }
        else if (context.Description.SupportedResponseTypes.FirstOrDefault(type => type.StatusCode == StatusCodes.Status200OK)?.Type is { } type
            && type != typeof(void))
        {
            Exemplify(answer.Content, type, examples);
        }

        if (reach.HasVersion)
        {
            answer.Headers = new Dictionary<string, IOpenApiHeader>
            {
                ["ETag"] = new OpenApiHeader { Schema = new OpenApiSchema { Type = JsonSchemaType.String }, Example = "\"3\"" },
            };
        }

        void Answer(string status, string description) => operation.Responses[status] = new OpenApiResponse
        {
            Description = description, Content = answer.Content, Headers = answer.Headers,
        };
        if (reach.Creates) Answer("201", "Made; Location says where.");
        if (reach.Accepts) Answer("202", "Taken, and pending; Location says where to look.");
        if (reach.HasOutcome || fourEyes is not null || (!reach.Creates && !reach.Accepts)) Answer("200", "Done.");
    }

    private static async Task<IOpenApiSchema> AnyOf(
        IReadOnlyCollection<Type> types, OpenApiOperationTransformerContext context, CancellationToken cancellation)
    {
        var any = new OpenApiSchema { Description = "What the approved command answers." };
        foreach (var type in types)
        {
            var schema = await context.GetOrCreateSchemaAsync(type, cancellationToken: cancellation);
            context.Document!.AddComponent(NameOf(type), schema);
            (any.AnyOf ??= []).Add(new OpenApiSchemaReference(NameOf(type), context.Document));
        }

        return any;
    }

    private static void Exemplify(IDictionary<string, OpenApiMediaType>? content, Type type, Examples examples)
    {
        // Text and bytes that are no JSON have an example by their media type.
        foreach (var (name, media) in content ?? new Dictionary<string, OpenApiMediaType>())
            media.Example ??= examples.Of(type, name == Json ? "" : name);
    }

    private static Task Describe(OpenApiSchema schema, OpenApiSchemaTransformerContext context)
    {
        if (context.JsonTypeInfo.Type != typeof(Money.Money)) return Task.CompletedTask;
        schema.Type = JsonSchemaType.Object;
        schema.Description = "An exact amount: text with the currency's digits.";
        schema.Properties = new Dictionary<string, IOpenApiSchema>
        {
            ["amount"] = new OpenApiSchema { Type = JsonSchemaType.String, Pattern = @"^-?\d+(\.\d+)?$", Examples = ["115000.00"] },
            ["currency"] = new OpenApiSchema { Type = JsonSchemaType.String, Pattern = "^[A-Z]{3}$", Description = "ISO 4217", Examples = ["CNY"] },
        };
        schema.Required = new HashSet<string> { "amount", "currency" };
        return Task.CompletedTask;
    }

    private static OpenApiParameter Text(string name, ParameterLocation place, string description, JsonNode? example) => new()
    {
        Name = name,
        In = place,
        Description = description,
        Schema = new OpenApiSchema { Type = JsonSchemaType.String, MaxLength = 200 },
        Example = example,
    };

    private static OpenApiParameter Number(string name, string description, int largest) => new()
    {
        Name = name,
        In = ParameterLocation.Query,
        Description = description,
        Schema = new OpenApiSchema { Type = JsonSchemaType.Integer, Minimum = "1", Maximum = $"{largest}" },
        Example = Paging.DefaultLimit,
    };

    private static string NameOf(Type type) => type switch
    {
        { IsGenericType: true } => $"{type.Name[..type.Name.IndexOf('`', StringComparison.Ordinal)]}Of"
            + string.Join("And", type.GetGenericArguments().Select(NameOf)),
        { DeclaringType: { } outer } => $"{NameOf(outer)}.{type.Name}",
        _ => type.Name,
    };

    private static string Either(IReadOnlyList<string> names, string otherwise) =>
        names.Count == 0 ? otherwise : string.Join(" or ", names);
}

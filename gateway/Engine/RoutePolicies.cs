using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Authorization.Infrastructure;
using Microsoft.AspNetCore.Authorization.Policy;
using SupplyFinance.Gateway.Http;
using SupplyFinance.Gateway.Routes;
using SupplyFinance.Platform.Http;

namespace SupplyFinance.Gateway.Engine;

/// <summary>Turns what routes ask of their callers into authorization policies.</summary>
public static class RoutePolicies
{
    /// <summary>The policy's name for a route.</summary>
    public static string NameOf(GatewayRoute route) => $"route {route.Id}";

    /// <summary>Adds one policy for every route that is not anonymous.</summary>
    public static void AddRoutePolicies(this IServiceCollection services, IEnumerable<GatewayRoute> routes)
    {
        services.AddSingleton<IAuthorizationMiddlewareResultHandler, Refusals>();
        var authorization = services.AddAuthorizationBuilder();
        foreach (var route in routes)
        {
            if (route.Access is { } access)
                authorization.AddPolicy(NameOf(route), policy => Demand(policy, access));
        }
    }

    private static void Demand(AuthorizationPolicyBuilder policy, CallerDemand access)
    {
        policy.AddAuthenticationSchemes([.. access.Schemes]).RequireAuthenticatedUser();
        policy.RequireAssertion(context =>
        {
            if (access.AllowedScopes.Count > 0 && !context.User.Scopes().Intersect(access.AllowedScopes).Any())
                return Refuse(context, $"The token lacks the scope {string.Join(" or ", access.AllowedScopes)}.");
            foreach (var (claim, value) in access.Claims)
            {
                if (!context.User.HasClaim(claim, value))
                    return Refuse(context, $"The token lacks the claim {claim} = {value}.");
            }
            return true;
        });
    }

    private static bool Refuse(AuthorizationHandlerContext context, string why)
    {
        if (context.User.Identity?.IsAuthenticated == true)
            context.Fail(new AuthorizationFailureReason(new PassThroughAuthorizationHandler(), why));
        return false;
    }

    /// <summary>Says in the refusal what the token lacks.</summary>
    private sealed class Refusals : IAuthorizationMiddlewareResultHandler
    {
        private readonly AuthorizationMiddlewareResultHandler ordinary = new();

        public Task HandleAsync(
            RequestDelegate next, HttpContext http, AuthorizationPolicy policy, PolicyAuthorizationResult result)
        {
            if (result is { Forbidden: true, AuthorizationFailure.FailureReasons: var reasons }
                && reasons.FirstOrDefault() is { } reason)
                return GatewayProblems.Write(http, StatusCodes.Status403Forbidden, "forbidden", reason.Message);
            return ordinary.HandleAsync(next, http, policy, result);
        }
    }
}

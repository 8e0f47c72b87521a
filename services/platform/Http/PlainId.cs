using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Microsoft.AspNetCore.Routing.Constraints;
using Microsoft.Extensions.DependencyInjection;

namespace SupplyFinance.Platform.Http;

/// <summary>An id in a path has one form, 8-4-4-4-12. The framework's <c>:guid</c> also takes braces, blanks around and no hyphens: other
/// paths to one resource, which whoever compares paths does not see.</summary>
internal sealed class PlainId : GuidRouteConstraint, IRouteConstraint
{
    /// <summary>Gives <c>:guid</c> this meaning.</summary>
    public static void Add(IServiceCollection services) =>
        services.Configure<RouteOptions>(options => options.SetParameterPolicy<PlainId>("guid"));

    bool IRouteConstraint.Match(
        HttpContext? httpContext, IRouter? route, string routeKey, RouteValueDictionary values, RouteDirection routeDirection) =>
        values.TryGetValue(routeKey, out var value)
        && (value is Guid || (value is string { Length: 36 } text && Guid.TryParseExact(text, "D", out _)));
}

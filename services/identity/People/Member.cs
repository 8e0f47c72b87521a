using SupplyFinance.Contracts;
using SupplyFinance.Platform.Http;

namespace SupplyFinance.Identity;

/// <summary>How a member proves who it is.</summary>
public static class MemberForms
{
    /// <summary>A person with a password.</summary>
    public const string Person = "person";

    /// <summary>An API client with a secret.</summary>
    public const string SecretClient = "secret-client";

    /// <summary>An API client with a private key of its own (private_key_jwt).</summary>
    public const string KeyClient = "key-client";
}

/// <summary>Someone who acts for an organisation: a person, or an API client for which a person answers.</summary>
/// <param name="SignInName">The person's sign-in name, or the client's <c>client_id</c>.</param>
public sealed record Member(
    Guid Id, long Version, Guid OrganisationId, Guid ResponsiblePersonId, string Form, string SignInName, string Name,
    IReadOnlyList<string> Roles, bool Active)
{
    /// <summary>The longest sign-in name that is kept; an e-mail address of RFC 5321 has 254.</summary>
    public const int LongestSignInName = 200;

    private static readonly string[] Known =
        [Contracts.Roles.Viewer, Contracts.Roles.Maker, Contracts.Roles.Checker, Contracts.Roles.Administrator];

    /// <summary>Whether this is a person and not a machine.</summary>
    public bool IsPerson => Form == MemberForms.Person;

    /// <summary>A new person of an organisation, or the rule that it breaks.</summary>
    public static Result<Member> Person(Guid id, Guid organisationId, string signInName, string name,
        IReadOnlyList<string> roles)
    {
        var folded = signInName.Trim().ToLowerInvariant();
        return folded.Length is 0 or > LongestSignInName || folded.Any(c => c is <= ' ' or > '~')
            ? new InvalidField("signInName", "sign-in-name",
                $"A sign-in name has 1 to {LongestSignInName} visible ASCII characters.")
            : Named(new Member(id, 1, organisationId, id, MemberForms.Person, folded, name, [], true), name, roles);
    }

    /// <summary>A new API client of an organisation, or the rule that it breaks. A machine administers
    /// nobody.</summary>
    public static Result<Member> Client(Guid id, Member responsible, string form, string name,
        IReadOnlyList<string> roles)
    {
        if (!responsible.IsPerson || !responsible.Active)
        {
            return new InvalidField("responsiblePersonId", "responsible-person",
                "An active person of the organisation answers for a client.");
        }

        if (roles.Contains(Contracts.Roles.Administrator))
        {
            return new InvalidField("roles", "client-administrator", "An API client cannot be an administrator.");
        }

        return Named(
            new Member(id, 1, responsible.OrganisationId, responsible.Id, form, $"client-{id:n}", name, [], true), name,
            roles);
    }

    /// <summary>The same member with other roles, another name, or no longer active.</summary>
    /// <param name="otherAdministrators">How many other active administrators the organisation has.</param>
    public Result<Member> Change(string name, IReadOnlyList<string> roles, bool active, int otherAdministrators)
    {
        var administers = active && roles.Contains(Contracts.Roles.Administrator);
        if (Active && Roles.Contains(Contracts.Roles.Administrator) && !administers && otherAdministrators == 0)
        {
            return new LastAdministrator();
        }

        return !IsPerson && roles.Contains(Contracts.Roles.Administrator)
            ? new InvalidField("roles", "client-administrator", "An API client cannot be an administrator.")
            : Named(this with { Version = Version + 1, Active = active }, name, roles);
    }

    /// <summary>The public state, as every other service keeps it.</summary>
    public PersonChanged ToEvent() => new(Id, Version, OrganisationId, Name, [.. Roles], Active, ResponsiblePersonId);

    private static Result<Member> Named(Member member, string name, IReadOnlyList<string> roles)
    {
        var trimmed = name.Trim();
        if (trimmed.Length is 0 or > Identifiers.LongestName)
        {
            return new InvalidField("name", "length", $"A name has 1 to {Identifiers.LongestName} characters.");
        }

        return roles.Count == 0 || roles.Any(role => !Known.Contains(role))
            ? new InvalidField("roles", "unknown-role", $"Roles are one or more of {string.Join(", ", Known)}.")
            : member with { Name = trimmed, Roles = roles.Distinct().ToList() };
    }
}

/// <summary>Somebody has to be left who can let people in.</summary>
public sealed record LastAdministrator() : Failure(
    FailureKind.Conflict, "last-administrator", "The organisation needs an administrator. Name another one first.");

/// <summary>The sign-in name belongs to somebody.</summary>
public sealed record SignInNameTaken(string SignInName) : Failure(
    FailureKind.Conflict, "sign-in-name-taken", $"The sign-in name {SignInName} is taken.", "signInName");

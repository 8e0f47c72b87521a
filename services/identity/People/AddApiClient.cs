using System.Text.Json;
using SupplyFinance.Platform.Data;
using SupplyFinance.Platform.Http;

namespace SupplyFinance.Identity;

/// <summary>An administrator registers a machine of its own organisation, with the public half of a key that never
/// leaves the machine, or with a secret. The secret is the caller's own and is not sent back: no answer, kept for
/// retries or not, ever holds one.</summary>
public static class AddApiClient
{
    /// <summary>256 bits in base64url have 43 characters; 32 leave room for hexadecimal habits.</summary>
    public const int ShortestSecret = 32;

    /// <summary>Bounded because it is hashed slowly.</summary>
    public const int LongestSecret = 200;

    public static async Task<Result<MemberView>> Handle(Request request, Caller caller, UnitOfWork work,
        SignInStores stores)
    {
        var responsibleId = request.ResponsiblePersonId ?? caller.ResponsiblePersonId;
        if (await Members.Find(work, responsibleId) is not { } responsible
            || responsible.OrganisationId != caller.OrganisationId)
        {
            return new InvalidField("responsiblePersonId", "responsible-person",
                "An active person of the organisation answers for a client.");
        }

        var key = request.PublicKey is { } jwk ? Clients.PublicKey(jwk) : null;
        if (Refusal(request, keyIsRight: key is not null) is { } refusal)
        {
            return refusal;
        }

        var form = key is null ? MemberForms.SecretClient : MemberForms.KeyClient;
        var client = Member.Client(Guid.CreateVersion7(), responsible, form, request.Name, request.Roles);
        if (client.IsFailure)
        {
            return client.Failure;
        }

        if (await Members.Add(work, client.Value) is { } taken)
        {
            return taken;
        }

        await stores.PutClient(work, Clients.Machine(client.Value, request.Secret, key));
        return ((Result<MemberView>)MemberView.Of(client.Value)).Created($"/api/api-clients/{client.Value.Id}");
    }

    private static InvalidField? Refusal(Request request, bool keyIsRight) => request switch
    {
        { PublicKey: null, Secret: null } or { PublicKey: not null, Secret: not null } =>
            new("publicKey", "one-credential", "Give a public key or a secret, one of the two."),
        { PublicKey: not null } when !keyIsRight =>
            new("publicKey", "invalid-public-key", "The key is a JWK of an EC P-256 key without its private part 'd'."),
        { Secret.Length: < ShortestSecret or > LongestSecret } =>
            new("secret", "length", $"A secret has {ShortestSecret} to {LongestSecret} random characters."),
        _ => null,
    };

    /// <summary>A new API client.</summary>
    /// <param name="Roles"><c>viewer maker checker</c>.</param>
    /// <param name="PublicKey">For private_key_jwt: the EC P-256 public key as a JWK (RFC 7517).</param>
    /// <param name="Secret">For a client secret: 32 to 200 random characters made by the caller.</param>
    /// <param name="ResponsiblePersonId">The person who answers for what the client does; else the caller.</param>
    public sealed record Request(
        string Name, string[] Roles, JsonElement? PublicKey = null, string? Secret = null,
        Guid? ResponsiblePersonId = null);
}

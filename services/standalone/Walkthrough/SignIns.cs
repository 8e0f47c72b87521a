using SupplyFinance.Identity;

namespace SupplyFinance.Standalone;

/// <summary>Who is signed in: each person once, and again before the token ends. Walkthroughs at the same time may share it.</summary>
public sealed class SignIns : IDisposable
{
    private readonly Dictionary<string, SignedIn> _people = [];
    private readonly SemaphoreSlim _door = new(1, 1);

    /// <summary>A person who is signed in for a few requests more.</summary>
    public async Task<SignedIn> Of(Uri platform, string person, CancellationToken cancellation)
    {
        await _door.WaitAsync(cancellation);
        try
        {
            if (_people.TryGetValue(person, out var open) && open.IsFresh) return open;
            var client = new SignedIn.Client(
                DemonstrationClients.Walkthrough, DemonstrationCast.ClientSecret, new Uri(platform, "walkthrough/callback"));
            // The earlier one may still be in use elsewhere; it ends with its token.
            return _people[person] = await SignedIn.Open(platform, client, person, DemonstrationCast.Password, cancellation);
        }
        finally
        {
            _door.Release();
        }
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        foreach (var person in _people.Values) person.Dispose();
        _door.Dispose();
    }
}

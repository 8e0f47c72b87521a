using SupplyFinance.Contracts;

namespace SupplyFinance.Invoices.Tests;

public sealed class ClaimInterleavingTests
{
    /// <summary>Whatever order claims, releases and their repetitions arrive in, no invoice is two deals' at once, and
    /// a claim released before it came is never granted.</summary>
    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3)]
    public async Task No_order_of_claims_and_releases_gives_an_invoice_to_two_deals(int seed)
    {
        await using var fixture = await InvoiceFixture.Start();
        var random = new Random(seed);
        var invoices = new List<Guid>();
        for (var i = 0; i < 4; i++) invoices.Add(await fixture.Registered($"N{i}"));
        var claims = Enumerable.Range(0, 12).Select(_ => new ClaimInvoices(Guid.CreateVersion7(), Guid.CreateVersion7(),
            invoices.Where(_ => random.Next(2) == 0).Append(invoices[0]).Distinct().ToArray())).ToArray();
        var model = new Model();
        var (granted, refused) = (0, 0);

        for (var step = 0; step < 80; step++)
        {
            var claim = claims[random.Next(claims.Length)];
            if (random.Next(3) == 0)
            {
                await fixture.Service.Deliver(new ReleaseInvoiceClaim(claim.ClaimId, claim.DealId));
                model.Release(claim.ClaimId);
                continue;
            }

            await fixture.Service.Deliver(claim);
            if (model.Claim(claim)) granted++;
            else refused++;
            Assert.Equal(
                (seed, step, granted, refused),
                (seed, step, (await fixture.Service.Sent<InvoicesClaimed>()).Count,
                    (await fixture.Service.Sent<InvoiceClaimRefused>()).Count));
        }
    }

    /// <summary>The rule in a few lines: a claim is decided once, and a release ends it whenever it comes.</summary>
    private sealed class Model
    {
        private readonly Dictionary<Guid, Guid> _holders = [];
        private readonly Dictionary<Guid, bool> _decided = [];

        public bool Claim(ClaimInvoices claim)
        {
            if (_decided.TryGetValue(claim.ClaimId, out var before)) return before;
            var free = !claim.InvoiceIds.Any(_holders.ContainsKey);
            if (free) foreach (var invoice in claim.InvoiceIds) _holders[invoice] = claim.ClaimId;
            return _decided[claim.ClaimId] = free;
        }

        public void Release(Guid claim)
        {
            _decided[claim] = false;
            foreach (var (invoice, _) in _holders.Where(x => x.Value == claim).ToList()) _holders.Remove(invoice);
        }
    }
}

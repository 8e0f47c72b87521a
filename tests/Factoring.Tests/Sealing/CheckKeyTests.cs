using SupplyFinance.Factoring.Sealing;
using SupplyFinance.Testing;

namespace SupplyFinance.Factoring.Tests.Sealing;

public class CheckKeyTests
{
    [Fact]
    public async Task The_service_does_not_start_on_a_database_sealed_under_another_key()
    {
        using var folder = new TemporaryFolder();
        await using (await ServiceUnderTest.Start(FactoringService.Definition, folder.Path))
        {
        }

        await using (await ServiceUnderTest.Start(FactoringService.Definition, folder.Path))
        {
        }

        File.Delete(Path.Combine(folder.Path, KeyFile.FileName));
        await Assert.ThrowsAsync<InvalidDataException>(() => ServiceUnderTest.Start(FactoringService.Definition, folder.Path));
    }
}

using System.Text.Json;
using SupplyFinance.Gateway;

namespace SupplyFinance.Deployment.Tests;

public sealed class ImageTests
{
    [Fact]
    public void The_images_are_built_with_the_sdk_that_the_repository_asks_for()
    {
        using var global = JsonDocument.Parse(File.ReadAllText(Path.Combine(Tool.Root, "global.json")));
        var wanted = Version.Parse(global.RootElement.GetProperty("sdk").GetProperty("version").GetString()!);
        var given = Version.Parse(Images.Argument("SDK").Split('-')[0]);
        Assert.True(given >= wanted && given.Major == wanted.Major && given.Minor == wanted.Minor, $"{given} does not fit {wanted}.");
    }

    [Fact]
    public void The_runtime_has_cultures_and_time_zones_and_no_shell() =>
        Assert.EndsWith("-chiseled-extra", Images.Argument("RUNTIME"), StringComparison.Ordinal);

    [Fact]
    public void Nobody_is_root_and_the_folder_for_keys_is_the_user_s()
    {
        Assert.Equal("1654:1654", Images.User);
        Assert.Contains($"--chown={Images.User} /data /data", File.ReadAllText(Path.Combine(Tool.Root, "Dockerfile")), StringComparison.Ordinal);
    }

    [Fact]
    public void Every_executable_has_a_project_where_the_images_are_built_from() => Assert.All(
        Platform.Executables, name =>
        {
            var folder = Path.Combine(Tool.Root, name == Platform.Gateway ? name : Path.Combine("services", name));
            var project = Path.GetFileNameWithoutExtension(Assert.Single(Directory.EnumerateFiles(folder, "*.csproj")));
            Assert.Equal((Platform.Service(name)?.Assembly ?? typeof(GatewayOptions).Assembly).GetName().Name, project);
        });

    [Fact]
    public void What_an_executable_needs_besides_code_is_in_its_assembly()
    {
        Assert.All(Platform.Services, service => Assert.Contains(
            service.Assembly.GetManifestResourceNames(), name => name.Contains(".Migrations.", StringComparison.Ordinal)));
        Assert.Contains("ocelot.json", typeof(GatewayOptions).Assembly.GetManifestResourceNames());
    }

    [Fact]
    public void The_build_is_given_no_secrets() => Assert.DoesNotContain(
        File.ReadLines(Path.Combine(Tool.Root, ".dockerignore")), line => line.StartsWith("!secrets", StringComparison.Ordinal)
            || line == "!*" || line.StartsWith("!deploy", StringComparison.Ordinal));
}

using System.Diagnostics;
using System.Runtime.CompilerServices;
using System.Text.Json;

namespace SupplyFinance.Gateway.Tests;

/// <summary>The build property <c>GatewayEngine</c>, as MSBuild understands it.</summary>
public class EngineChoiceTests
{
    private static readonly string Project = Path.Combine(
        Path.GetDirectoryName(Here())!, "..", "..", "gateway", "SupplyFinance.Gateway.csproj");

    private static string Here([CallerFilePath] string file = "") => file;

    private static async Task<(int Exit, string Output)> Ask(params string[] arguments)
    {
        var start = new ProcessStartInfo("dotnet", ["msbuild", Project, "-nologo", "-nodeReuse:false", .. arguments])
        {
            RedirectStandardOutput = true,
        };
        using var build = Process.Start(start)!;
        var output = await build.StandardOutput.ReadToEndAsync(TestContext.Current.CancellationToken);
        await build.WaitForExitAsync(TestContext.Current.CancellationToken);
        return (build.ExitCode, output);
    }

    [Fact]
    public async Task An_unknown_engine_is_a_build_error_that_names_the_two()
    {
        var (exit, output) = await Ask("-t:CollectPackageReferences", "-p:GatewayEngine=Nginx");
        Assert.NotEqual(0, exit);
        Assert.Contains("GatewayEngine is 'Nginx'; it must be Yarp or Ocelot.", output, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("Yarp", "Yarp.ReverseProxy", "YarpEngine.cs,YarpRoutes.cs", false)]
    [InlineData("Ocelot", "Ocelot", "OcelotEngine.cs", true)]
    public async Task An_engine_brings_its_own_files_and_package_and_leaves_the_lock_file_alone(
        string engine, string package, string files, bool isLockedElsewhere)
    {
        var (exit, output) = await Ask(
            "-getItem:Compile,PackageReference", "-getProperty:NuGetLockFilePath", $"-p:GatewayEngine={engine}");
        Assert.Equal(0, exit);
        var found = JsonDocument.Parse(output).RootElement;
        string[] Named(string kind) =>
            [.. found.GetProperty("Items").GetProperty(kind).EnumerateArray().Select(i => i.GetProperty("Identity").GetString()!)];
        Assert.Equal([package], Named("PackageReference").Where(name => name is "Ocelot" or "Yarp.ReverseProxy"));
        string[] compiled = [.. Named("Compile").Select(path => Path.GetFileName(path.Replace('\\', '/')))
            .Where(name => name.StartsWith("Yarp", StringComparison.Ordinal) || name.StartsWith("Ocelot", StringComparison.Ordinal))];
        Assert.Equal(files, string.Join(',', compiled.Order(StringComparer.Ordinal)));
        var locked = found.GetProperty("Properties").GetProperty("NuGetLockFilePath").GetString()!;
        Assert.Equal(isLockedElsewhere, locked.EndsWith("/obj/packages.ocelot.lock.json", StringComparison.Ordinal));
    }
}

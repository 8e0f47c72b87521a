using SupplyFinance.Testing;

namespace SupplyFinance.Deployment.Tests;

/// <summary>What an operator would have made with <c>deploy/make-secrets.sh</c>, in a temporary folder.</summary>
internal sealed class MadeSecrets : IDisposable
{
    private static readonly string[] Arguments =
    [
        "deploy/make-secrets.sh", "--host", "finance.example", "--operator", "Platform Operator Ltd.",
        "--identifier", "LEI:529900T8BM49AURSDO55",
    ];

    private readonly TemporaryFolder _folder = new();

    public MadeSecrets(string database)
    {
        Run(database);
        Files = Directory.EnumerateFiles(Folder).ToDictionary(file => Path.GetFileName(file)!, File.ReadAllText);
    }

    public string Folder => Path.Combine(_folder.Path, "secrets");

    /// <summary>File names with their content.</summary>
    public IReadOnlyDictionary<string, string> Files { get; }

    /// <summary>Runs the script again on the same folder.</summary>
    public (int Code, string Output, string Errors) Again(string database) =>
        Tool.Try("bash", [.. Arguments, "--database", database, "--folder", Folder]);

    public void Dispose() => _folder.Dispose();

    private void Run(string database) => Tool.Run("bash", [.. Arguments, "--database", database, "--folder", Folder]);
}

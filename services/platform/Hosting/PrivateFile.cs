namespace SupplyFinance.Platform.Hosting;

/// <summary>Files that hold keys: readable by the service's own account alone, written whole before they have their name, never replaced.</summary>
public static class PrivateFile
{
    private const UnixFileMode OwnerOnly = UnixFileMode.UserRead | UnixFileMode.UserWrite;

    /// <summary>Makes a file unless it is there. Of two starters at once the second loses quietly; a crash leaves no half file.</summary>
    /// <returns>Whether it was made.</returns>
    public static bool Make(string path, Func<byte[]> content)
    {
        if (File.Exists(path)) return false;
        Directory.CreateDirectory(Path.GetDirectoryName(Path.GetFullPath(path))!);
        var unfinished = $"{path}.{Guid.NewGuid():N}";
        var options = new FileStreamOptions { Mode = FileMode.CreateNew, Access = FileAccess.Write, Share = FileShare.None };
        if (!OperatingSystem.IsWindows()) options.UnixCreateMode = OwnerOnly;
        using (var file = new FileStream(unfinished, options))
        {
            file.Write(content());
            file.Flush(flushToDisk: true);
        }

        try
        {
            File.Move(unfinished, path, overwrite: false);
            return true;
        }
        catch (IOException) when (File.Exists(path))
        {
            File.Delete(unfinished);
            return false;
        }
    }
}

/// <summary>A key file that a service cannot do without.</summary>
/// <param name="FileName">Its name in the data folder.</param>
/// <param name="Purpose">What it is for, as an operator is told.</param>
/// <param name="Make">Makes it unless it is there, and whatever belongs to it.</param>
public sealed record KeyFileNeed(string FileName, string Purpose, Action<ServiceSettings> Make);

using System.Globalization;

namespace SupplyFinance.Benchmarks;

/// <summary>What a process and everything below it has used, from the kernel's own account.</summary>
internal static class ProcessUse
{
    /// <summary>The kernel counts in hundredths of a second for programs, whatever its own tick is.</summary>
    private const int TicksPerSecond = 100;

    // Fields of /proc/PID/stat behind the name in parentheses, which may itself hold spaces.
    private const int Parent = 1;
    private const int FirstTime = 11;
    private const int Times = 4;

    /// <summary>User and system time of a process and all its descendants, those included that have ended and were waited for.</summary>
    public static TimeSpan Cpu(int root)
    {
        var all = Directory.EnumerateDirectories("/proc")
            .Select(folder => int.TryParse(Path.GetFileName(folder), NumberStyles.None, CultureInfo.InvariantCulture, out var pid) ? pid : 0)
            .Where(pid => pid > 0)
            .Select(pid => (Pid: pid, Fields: Stat(pid)))
            .Where(process => process.Fields.Length > 0)
            .ToDictionary(process => process.Pid, process => process.Fields);
        var children = all.ToLookup(process => (int)Number(process.Value[Parent]), process => process.Key);
        long ticks = 0;
        var open = new Stack<int>([root]);
        while (open.TryPop(out var pid))
        {
            if (all.TryGetValue(pid, out var fields)) ticks += fields.Skip(FirstTime).Take(Times).Sum(Number);
            foreach (var child in children[pid]) open.Push(child);
        }

        return TimeSpan.FromSeconds(ticks) / TicksPerSecond;
    }

    /// <summary>Resident memory in MiB.</summary>
    public static double Resident(int pid) => Number(File.ReadLines($"/proc/{pid}/status")
        .First(line => line.StartsWith("VmRSS:", StringComparison.Ordinal)).Split(' ', StringSplitOptions.RemoveEmptyEntries)[1]) / 1024.0;

    private static string[] Stat(int pid)
    {
        try
        {
            var text = File.ReadAllText($"/proc/{pid}/stat");
            return text[(text.LastIndexOf(')') + 2)..].Split(' ');
        }
        catch (IOException)
        {
            // It ended meanwhile.
            return [];
        }
    }

    private static long Number(string text) => long.Parse(text, CultureInfo.InvariantCulture);
}

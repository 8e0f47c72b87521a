using SupplyFinance.Platform.Messaging;

namespace SupplyFinance.Standalone;

/// <summary>A test's way to kill this process between publish and consume, once: named by <c>SF_TEST_KILL_BEFORE</c> as
/// <c>MessageType>service</c>, remembered in the file <c>SF_TEST_KILL_MARKER</c> so that the next start gets past it.</summary>
internal static class CrashPoint
{
    public static Action<Envelope, string>? FromEnvironment()
    {
        var point = Environment.GetEnvironmentVariable("SF_TEST_KILL_BEFORE");
        var marker = Environment.GetEnvironmentVariable("SF_TEST_KILL_MARKER");
        if (string.IsNullOrEmpty(point) || string.IsNullOrEmpty(marker)) return null;
        return (envelope, receiver) =>
        {
            if ($"{envelope.Type}>{receiver}" != point || File.Exists(marker)) return;
            File.WriteAllText(marker, envelope.MessageId.ToString());
            using var self = System.Diagnostics.Process.GetCurrentProcess();
            self.Kill();
        };
    }
}

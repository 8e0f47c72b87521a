using SupplyFinance.Platform.Messaging;

namespace SupplyFinance.Standalone;

/// <summary>A test's way to kill this process between publish and consume, once at each hand-over (<c>MessageType>service</c>). Those where it
/// was killed are remembered as files of the folder <c>SF_TEST_KILL_BETWEEN</c>, so that the next start gets past them.</summary>
internal static class CrashPoint
{
    public static Action<Envelope, string>? FromEnvironment()
    {
        var folder = Environment.GetEnvironmentVariable("SF_TEST_KILL_BETWEEN");
        if (string.IsNullOrEmpty(folder)) return null;
        return (envelope, receiver) =>
        {
            try
            {
                // Created by one alone: hand-overs run side by side.
                using var marker = new FileStream(Path.Combine(folder, $"{envelope.Type}>{receiver}"), FileMode.CreateNew);
            }
            catch (IOException)
            {
                return;
            }

            using var self = System.Diagnostics.Process.GetCurrentProcess();
            self.Kill();
        };
    }
}

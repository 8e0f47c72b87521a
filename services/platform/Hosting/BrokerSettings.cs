namespace SupplyFinance.Platform.Hosting;

/// <summary>Where the message broker is and as whom a service speaks to it.</summary>
public sealed class BrokerSettings
{
    /// <summary>The broker's host; empty: none.</summary>
    public string Host { get; set; } = "";

    /// <summary>AMQP 0-9-1's own port unless said otherwise.</summary>
    public int Port { get; set; } = 5672;

    /// <summary>The platform's virtual host.</summary>
    public string VirtualHost { get; set; } = "/";

    /// <summary>The service's own user.</summary>
    public string User { get; set; } = "";

    /// <summary>Its password; in production from a file.</summary>
    public string Password { get; set; } = "";

    /// <summary>Whether the line is encrypted.</summary>
    public bool Tls { get; set; }

    /// <summary>Whether there is a broker to speak to.</summary>
    public bool IsNamed => Host.Length > 0;
}

using System.Diagnostics;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using System.Text.Json;
using Microsoft.Extensions.Configuration;

namespace Aspire.Hosting.Execution;

/// <summary>
/// How to reach the IDE that started this host (or <c>dotnet watch</c>, which plays its part), from the variables <c>DEBUG_SESSION_*</c>. The
/// protocol is docs/specs/IDE-execution.md of the repository microsoft/aspire.
/// </summary>
internal sealed class IdeSettings
{
    private const int InstanceIdLength = 12;
    private const string InstanceIdCharacters = "abcdefghijklmnopqrstuvwxyz0123456789";
    private static readonly TimeSpan DefaultRequestTimeout = TimeSpan.FromSeconds(120);

    public IdeSettings(IConfiguration configuration)
    {
        Token = configuration["DEBUG_SESSION_TOKEN"];
        if (configuration["DEBUG_SESSION_PORT"] is not { Length: > 0 } port || string.IsNullOrEmpty(Token))
        {
            return;
        }

        // 49152, or localhost:49152
        if (!int.TryParse(port[(port.LastIndexOf(':') + 1)..], out var number))
        {
            throw Unusable("DEBUG_SESSION_PORT", $"'{port}' is no port.");
        }

        Certificate = CertificateOf(configuration["DEBUG_SESSION_SERVER_CERTIFICATE"]);
        Info = InfoOf(configuration["DEBUG_SESSION_INFO"]);
        Mode = configuration["DEBUG_SESSION_RUN_MODE"] ?? (Debugger.IsAttached ? "Debug" : "NoDebug");
        InstanceId = configuration["DCP_INSTANCE_ID_PREFIX"] + RandomNumberGenerator.GetString(InstanceIdCharacters, InstanceIdLength);
        RequestTimeout = configuration.GetValue<int?>("DCP_IDE_REQUEST_TIMEOUT_SECONDS") is { } seconds and > 0
            ? TimeSpan.FromSeconds(seconds)
            : DefaultRequestTimeout;
        Address = new Uri($"{(Certificate is null ? "http" : "https")}://localhost:{number}");
    }

    /// <summary>Null when no IDE runs the projects.</summary>
    public Uri? Address { get; }

    public string? Token { get; }

    /// <summary>The only certificate that the IDE may have; null for a connection without TLS.</summary>
    public X509Certificate2? Certificate { get; }

    /// <summary>What the IDE can do, when it said so in advance.</summary>
    public IdeInfo? Info { get; }

    /// <summary><c>Debug</c> or <c>NoDebug</c>.</summary>
    public string Mode { get; } = "NoDebug";

    /// <summary>Tells the IDE one host from another.</summary>
    public string InstanceId { get; } = "";

    public TimeSpan RequestTimeout { get; } = DefaultRequestTimeout;

    /// <summary>Whether the IDE runs projects: every IDE does, unless it lists what it runs and projects are not on the list.</summary>
    public bool RunsProjects => Address is not null && Info?.SupportedLaunchConfigurations?.Contains("project") != false;

    private static X509Certificate2? CertificateOf(string? text)
    {
        try
        {
            return string.IsNullOrEmpty(text) ? null : X509CertificateLoader.LoadCertificate(Convert.FromBase64String(text));
        }
        catch (Exception fault) when (fault is FormatException or CryptographicException)
        {
            throw Unusable("DEBUG_SESSION_SERVER_CERTIFICATE", fault.Message);
        }
    }

    private static IdeInfo? InfoOf(string? text)
    {
        try
        {
            return string.IsNullOrEmpty(text) ? null : JsonSerializer.Deserialize(text, IdeJson.Default.IdeInfo);
        }
        catch (JsonException fault)
        {
            throw Unusable("DEBUG_SESSION_INFO", fault.Message);
        }
    }

    private static DistributedApplicationException Unusable(string variable, string why) => DistributedApplicationException.Of(
        $"The IDE cannot be asked to run projects: {variable} is not understood.",
        why,
        "Start the AppHost without debugging, or update the IDE. To run without an IDE, unset DEBUG_SESSION_PORT.");
}

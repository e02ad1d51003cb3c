using System.Reflection;

namespace Aspire.Hosting;

/// <summary>How <see cref="DistributedApplication.CreateBuilder(DistributedApplicationOptions)"/> makes its builder.</summary>
public sealed class DistributedApplicationOptions
{
    /// <summary>Command line arguments, read as configuration (<c>--Parameters:name=value</c>).</summary>
    public string[]? Args { get; set; }

    /// <summary>Simple name of the AppHost assembly; the entry assembly when null.</summary>
    public string? AssemblyName { get; set; }

    /// <summary>The title that the dashboard shows; the AppHost assembly's name when null.</summary>
    public string? DashboardApplicationName { get; set; }

    /// <summary>True starts no dashboard. False by default; the testing builder sets it.</summary>
    public bool DisableDashboard { get; set; }

    /// <summary>True copies every resource's console log to the host's loggers, category <c>{application}.Resources.{resource}</c>.</summary>
    public bool EnableResourceLogging { get; set; }

    /// <summary>The folder that relative paths of the model start from; known from the build when null.</summary>
    public string? ProjectDirectory { get; set; }

    /// <summary>Accepts an <c>http</c> dashboard. This engine always does: it listens on loopback only.</summary>
    public bool AllowUnsecuredTransport { get; set; }

    internal Assembly? Assembly { get; set; }

    internal Assembly? ResolveAssembly() =>
        Assembly ?? (AssemblyName is { } name ? System.Reflection.Assembly.Load(name) : System.Reflection.Assembly.GetEntryAssembly());
}

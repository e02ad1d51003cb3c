using System.Reflection;
using Aspire.Hosting.Execution;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.Hosting;

namespace Aspire.Hosting.Testing;

/// <summary>What a test changes about a run.</summary>
internal static class TestSettings
{
    public static void Apply(DistributedApplicationOptions options, HostApplicationBuilderSettings settings, Assembly appHost)
    {
        options.Assembly = appHost;
        options.DisableDashboard = true;
        options.EnableResourceLogging = true;
        options.AllowUnsecuredTransport = true;
        settings.Configuration = new ConfigurationManager();
        var values = new Dictionary<string, string?> { [DistributedApplicationBuilder.RandomizePorts] = "true" };
        foreach (var (name, value) in LaunchProfileOf(appHost)?.EnvironmentVariables ?? [])
        {
            values[name.Replace("__", ":", StringComparison.Ordinal)] = value;
        }

        settings.Configuration.AddInMemoryCollection(values);
        settings.EnvironmentName = values.GetValueOrDefault("DOTNET_ENVIRONMENT") ?? Environments.Development;
    }

    private static LaunchProfile? LaunchProfileOf(Assembly appHost) => new AppHostMetadata(appHost).ProjectDirectory is { } folder
        ? LaunchSettings.Read(Path.Combine(folder, "AppHost.csproj"))?.Profiles.Values.FirstOrDefault(p => p.CommandName == "Project")
        : null;
}

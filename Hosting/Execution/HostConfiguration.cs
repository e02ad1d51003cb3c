using System.Reflection;
using Aspire.Hosting.Publishing;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.Configuration.Json;
using Microsoft.Extensions.Hosting;

namespace Aspire.Hosting.Execution;

/// <summary>
/// The configuration of the host. The class library's own defaults are not used: they watch files for changes and load loggers that a
/// host which lives for one run does not need, at a tenth of a second.
/// </summary>
internal static class HostConfiguration
{
    private static readonly Dictionary<string, string> Publishing = new()
    {
        ["--publisher"] = ManifestPublisher.PublisherKey,
        ["--output-path"] = ManifestPublisher.OutputKey,
        ["--operation"] = "AppHost:Operation",
    };

    /// <summary>Publish when the command line names a publisher or <c>--operation publish</c>; run otherwise.</summary>
    public static DistributedApplicationOperation Operation(IConfiguration configuration) =>
        configuration[ManifestPublisher.PublisherKey] is not null || configuration["AppHost:Operation"] == "publish"
            ? DistributedApplicationOperation.Publish
            : DistributedApplicationOperation.Run;

    public static void AddSources(HostApplicationBuilderSettings settings, string folder, Assembly? appHost)
    {
        var configuration = settings.Configuration!;
        var commandLine = settings.Args is { Length: > 0 } args ? new ConfigurationBuilder().AddCommandLine(args).Build() : null;
        settings.EnvironmentName ??= commandLine?["environment"] ?? Environment.GetEnvironmentVariable("DOTNET_ENVIRONMENT")
            ?? Environment.GetEnvironmentVariable("ASPIRE_ENVIRONMENT") ?? configuration["DOTNET_ENVIRONMENT"] ?? Environments.Production;

        // Sources that a test put there before come first: they are defaults too.
        AddFile(configuration, Path.Combine(folder, "appsettings.json"));
        AddFile(configuration, Path.Combine(folder, $"appsettings.{settings.EnvironmentName}.json"));
        if (UserSecrets.Of(appHost) is { } secrets)
        {
            AddFile(configuration, secrets.Path);
        }

        configuration.AddEnvironmentVariables();
        if (settings.Args is { Length: > 0 })
        {
            configuration.AddCommandLine(settings.Args, Publishing);
        }
    }

    private static void AddFile(IConfigurationBuilder configuration, string path)
    {
        if (File.Exists(path))
        {
            var source = new JsonConfigurationSource { Path = path, Optional = true, ReloadOnChange = false };
            source.ResolveFileProvider();
            configuration.Add(source);
        }
    }
}

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
        ["--step"] = PublishSteps.StepKey,
        [ListSteps] = PublishSteps.ListStepsKey,
    };

    private const string ListSteps = "--list-steps";

    /// <summary>Publish when the command line names a publisher, or <c>--operation publish</c> or <c>inspect</c>; run otherwise.</summary>
    /// <exception cref="DistributedApplicationException">It names another operation.</exception>
    public static DistributedApplicationOperation Operation(IConfiguration configuration) => configuration["AppHost:Operation"]?.ToLowerInvariant() switch
    {
        null => configuration[ManifestPublisher.PublisherKey] is null ? DistributedApplicationOperation.Run : DistributedApplicationOperation.Publish,
        "run" => DistributedApplicationOperation.Run,
        "publish" or "inspect" => DistributedApplicationOperation.Publish,
        var other => throw DistributedApplicationException.Of(
            $"There is no operation '{other}'.", "The operations are: run, publish, inspect.", "Run again without --operation, or with one of these."),
    };

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
            // The parser takes the next word as the value of a switch, so a switch without one gets it here.
            configuration.AddCommandLine([.. settings.Args.Select((arg, i) => arg == ListSteps && !IsValue(settings.Args, i + 1) ? $"{ListSteps}=true" : arg)], Publishing);
        }
    }

    private static bool IsValue(string[] args, int index) => index < args.Length && !args[index].StartsWith("--", StringComparison.Ordinal);

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

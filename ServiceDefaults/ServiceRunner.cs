using Microsoft.AspNetCore.Builder;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.Configuration.Memory;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Options;

namespace Belfry.ServiceDefaults;

/// <summary>Builds and runs a web service with what every Belfry service has in common, and explains a failed start in plain words.</summary>
public static class ServiceRunner
{
    /// <returns>The exit code of the process: 0 after an orderly stop, 1 after a failure that has been explained on standard error.</returns>
    public static async Task<int> RunAsync(string[] args, Action<WebApplicationBuilder> add, Action<WebApplication> map)
    {
        try
        {
            await BuildAndRunAsync(args, add, map);
            return 0;
        }
        catch (Exception exception) when (exception is not HostAbortedException)
        {
            await Console.Error.WriteLineAsync(StartFailure.Explain(exception));
            return 1;
        }
    }

    internal static async Task BuildAndRunAsync(string[] args, Action<WebApplicationBuilder> add, Action<WebApplication> map)
    {
        // Settings are validated and read once, at the start; to watch appsettings.json would be to watch every folder below the current one.
        var builder = WebApplication.CreateSlimBuilder(["--hostBuilder:reloadConfigOnChange=false", .. args]);
        QuietFrameworkLogs(builder.Configuration);
        builder.Configuration.AddSecretFiles();
        builder.AddServerLimits();
        builder.AddTelemetry();
        builder.Services.AddProblems();
        builder.Services.AddHealth();
        add(builder);

        await using var app = builder.Build();

        // Before anything is made from options, so that the faults of all sections are told together.
        app.Services.GetService<IStartupValidator>()?.Validate();

        app.UseServerSpans();
        app.UseProblems();
        app.MapHealth();
        map(app);

        var background = app.Services.GetServices<IHostedService>().OfType<BackgroundService>().ToList();
        try
        {
            await app.RunAsync();
        }
        catch (OperationCanceledException) when (Failed(background).Any())
        {
            // A background service failed while the host was still starting.
        }

        // The host stops when a background service fails, but does not say why. A start that fails by itself has said it:
        // what its background services then meet, their services disposed of under them, is not the reason.
        await Task.WhenAll(Failed(background));
    }

    private static IEnumerable<Task> Failed(IEnumerable<BackgroundService> background) =>
        background.Select(service => service.ExecuteTask).OfType<Task>().Where(task => task.IsFaulted);

    /// <summary>Lowest priority, so that appsettings.json and the environment can still ask for more.</summary>
    private static void QuietFrameworkLogs(ConfigurationManager configuration) =>
        ((IConfigurationBuilder)configuration).Sources.Insert(0, new MemoryConfigurationSource
        {
            InitialData = new Dictionary<string, string?>
            {
                ["Logging:LogLevel:Default"] = "Information",
                ["Logging:LogLevel:Microsoft.AspNetCore"] = "Warning",
                // What it says of failures is said by others too, and while it is heard each request gets an activity, also where nobody listens for spans.
                ["Logging:LogLevel:Microsoft.AspNetCore.Hosting.Diagnostics"] = "None",
                // A probe that finds the service not ready is an answer, not an error; Health logs checks that throw.
                ["Logging:LogLevel:Microsoft.Extensions.Diagnostics.HealthChecks"] = "None",
                // The host would report a failed start as a stack trace; StartFailure says it in three lines instead.
                ["Logging:LogLevel:Microsoft.Extensions.Hosting.Internal.Host"] = "None",
            },
        });
}

using Aspire.Hosting;
using Aspire.Hosting.ApplicationModel;
using Aspire.Hosting.Testing;

namespace Belfry.Tests.Hosting;

/// <summary>A small application of shell programs, started for real, with what tests ask it most.</summary>
internal sealed partial class TestApp(DistributedApplication application) : IAsyncDisposable
{
    /// <summary>Milliseconds after which a test with real processes is given up: far above what any takes on a busy machine.</summary>
    public const int Timeout = 90_000;

    public DistributedApplication Application => application;

    public ResourceNotificationService Notifications => application.ResourceNotifications;

    public static IDistributedApplicationTestingBuilder Describe(params string[] args) => DistributedApplicationTestingBuilder.Create(args);

    public static async Task<TestApp> StartAsync(IDistributedApplicationTestingBuilder builder)
    {
        var application = builder.Build();
        try
        {
            await application.StartAsync(TestContext.Current.CancellationToken);
            return new TestApp(application);
        }
        catch
        {
            await application.DisposeAsync();
            throw;
        }
    }

    public async Task<CustomResourceSnapshot> StateAsync(string resource, string state) =>
        (await Notifications.WaitForResourceAsync(resource, e => e.Snapshot.State?.Text == state, TestContext.Current.CancellationToken)).Snapshot;

    /// <summary>The console log of a resource that has ended, without times.</summary>
    public async Task<string[]> OutputAsync(string resource)
    {
        await Notifications.WaitForResourceAsync(resource, KnownResourceStates.TerminalStates, TestContext.Current.CancellationToken);
        var loggers = (ResourceLoggerService)application.Services.GetService(typeof(ResourceLoggerService))!;
        var lines = new List<string>();
        await foreach (var part in loggers.GetAllAsync(resource))
        {
            lines.AddRange(part.Select(line => line.Content[(line.Content.IndexOf(' ') + 1)..]));
        }

        return [.. lines];
    }

    /// <summary>Waits until a resource has written a line.</summary>
    public async Task LineAsync(string resource, string text)
    {
        var loggers = (ResourceLoggerService)application.Services.GetService(typeof(ResourceLoggerService))!;
        await foreach (var part in loggers.WatchAsync(resource).WithCancellation(TestContext.Current.CancellationToken))
        {
            if (part.Any(line => line.Content.EndsWith(text, StringComparison.Ordinal)))
            {
                return;
            }
        }
    }

    public ValueTask DisposeAsync() => application.DisposeAsync();
}

internal static class ShellExtensions
{
    /// <summary>Adds a program written as a line of shell.</summary>
    public static IResourceBuilder<ExecutableResource> AddShell(this IDistributedApplicationBuilder builder, string name, string script)
    {
        Assert.SkipWhen(OperatingSystem.IsWindows(), "The test programs are written in shell.");
        return builder.AddExecutable(name, "sh", "/", "-c", script);
    }

    /// <summary>Adds a server written as a line of JavaScript.</summary>
    public static IResourceBuilder<ExecutableResource> AddNodeServer(this IDistributedApplicationBuilder builder, string name, string script)
    {
        var node = Support.Prerequisite.FindProgram("node");
        if (node is null)
        {
            Support.Prerequisite.Missing("Node.js is not installed", "sudo apt-get install nodejs");
        }

        return builder.AddExecutable(name, node, "/", "-e", script);
    }
}

using System.Runtime.CompilerServices;
using Aspire.Hosting.ApplicationModel;
using Aspire.Hosting.Execution;
using Aspire.Hosting.Testing;
using Belfry.Hosting.Sqlite;
using Belfry.Tests.Hosting;
using Belfry.Tests.Support;
using Microsoft.Extensions.DependencyInjection;

namespace Belfry.Tests.EndToEnd;

/// <summary>A test suite starts the application once per fixture, in one process: what one leaves behind, the next ones pay for.</summary>
public sealed class FixtureLeakTests
{
    private static readonly string[] Healthy = ["appdb", "backup-worker", "api", "web"];

    [Fact(Timeout = 600_000)]
    public async Task DisposeAsync_AppHostTenTimes_LeavesNothing()
    {
        var applications = new List<WeakReference>();
        for (var i = 0; i < 10; i++)
        {
            applications.Add(await RunAsync());
        }

        // What the process still holds of an ended application would grow with every fixture. The last one may linger in a finished task.
        await Eventually.TrueAsync(() => Task.FromResult(CountAlive(applications) <= 1), "the ended applications to be collected");
    }

    private static int CountAlive(List<WeakReference> applications)
    {
        GC.Collect();
        GC.WaitForPendingFinalizers();
        GC.Collect();
        return applications.Count(a => a.IsAlive);
    }

    [MethodImpl(MethodImplOptions.NoInlining)]
    private static async Task<WeakReference> RunAsync()
    {
        var cancellation = TestContext.Current.CancellationToken;
        await using var builder = await DistributedApplicationTestingBuilder.CreateAsync<Projects.AppHost>(cancellation);
        var volume = builder.Resources.OfType<SqliteVolumeResource>().Single();
        var app = await builder.BuildAsync(cancellation);
        await app.StartAsync(cancellation);
        foreach (var name in Healthy)
        {
            await app.ResourceNotifications.WaitForResourceHealthyAsync(name, cancellation);
        }

        var run = $"{RunId.Variable}={app.Services.GetRequiredService<RunId>().Value}";
        var ports = builder.Resources.SelectMany(r => r.Annotations.OfType<EndpointAnnotation>()).Select(e => e.AllocatedEndpoint!.Port).ToArray();
        Assert.NotEmpty(RunningProcesses.WithVariable(run));
        Assert.True(Directory.Exists(volume.Path));

        await app.DisposeAsync();

        await Eventually.TrueAsync(() => Task.FromResult(RunningProcesses.WithVariable(run).Count == 0), "the processes of the run to end");
        Assert.False(Directory.Exists(Path.GetDirectoryName(volume.Path)));
        Assert.True(ports.Length >= 3);
        Assert.All(ports, port => Assert.True(Ports.IsFree(port), $"port {port}"));
        return new WeakReference(app);
    }
}

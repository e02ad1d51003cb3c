using System.Diagnostics;
using Aspire.Hosting.Testing;
using Belfry.Bench.Results;

namespace Belfry.Bench.Host;

/// <summary>What a test class pays that starts the whole application for itself, and what is left of it afterwards.</summary>
internal static class FixtureBench
{
    private static readonly string[] Services = ["backup-worker", "api", "web"];

    public static async Task RunAsync(Collector figures)
    {
        var clock = Stopwatch.StartNew();
        await using (var builder = await DistributedApplicationTestingBuilder.CreateAsync<Projects.AppHost>())
        await using (var app = await builder.BuildAsync())
        {
            await app.StartAsync();
            await Task.WhenAll(Services.Select(name => app.ResourceNotifications.WaitForResourceHealthyAsync(name)));
            figures.Add("test fixture", "", Figure.Own, "start to healthy", "s", clock.Elapsed.TotalSeconds);
            clock.Restart();
            await app.DisposeAsync();
            figures.Add("test fixture", "", Figure.Own, "stop", "s", clock.Elapsed.TotalSeconds);
        }

        figures.Add("test fixture", "", Figure.Own, "managed memory afterwards", "MB", GC.GetTotalMemory(forceFullCollection: true) / 1e6);
    }
}

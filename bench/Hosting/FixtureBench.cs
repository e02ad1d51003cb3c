using System.Diagnostics;
using Aspire.Hosting.Testing;

namespace Belfry.Bench.Hosting;

/// <summary>What a test class pays that starts the whole application for itself, and what is left of it afterwards.</summary>
internal static class FixtureBench
{
    private static readonly string[] Services = ["backup-worker", "api", "web"];

    public static async Task RunAsync(int times)
    {
        var start = new Figures("create, start, everything healthy", "s ");
        var stop = new Figures("dispose", "s ");
        var whole = new Figures("fixture", "s ");
        var kept = new Figures("managed memory afterwards", "MB");
        for (var i = 0; i < times; i++)
        {
            var clock = Stopwatch.StartNew();
            await using (var builder = await DistributedApplicationTestingBuilder.CreateAsync<Projects.AppHost>())
            await using (var app = await builder.BuildAsync())
            {
                await app.StartAsync();
                await Task.WhenAll(Services.Select(name => app.ResourceNotifications.WaitForResourceHealthyAsync(name)));
                start.Add(clock.Elapsed.TotalSeconds);
                var stopping = Stopwatch.StartNew();
                await app.DisposeAsync();
                stop.Add(stopping.Elapsed.TotalSeconds);
            }

            whole.Add(clock.Elapsed.TotalSeconds);
            kept.Add(GC.GetTotalMemory(forceFullCollection: true) / 1e6);
        }

        start.Print();
        stop.Print();
        whole.Print();
        kept.Print();
    }
}

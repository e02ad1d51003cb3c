using System.Diagnostics;
using Aspire.Hosting;
using Aspire.Hosting.ApplicationModel;
using Belfry.Bench.Results;

namespace Belfry.Bench.Growth;

/// <summary>An application of more and more programs that do nothing.</summary>
internal static class HostGrowth
{
    public static async Task RunAsync(Collector figures)
    {
        foreach (var resources in (int[])[4, 16, 64])
        {
            var builder = DistributedApplication.CreateBuilder(new DistributedApplicationOptions { DisableDashboard = true });
            for (var i = 0; i < resources; i++)
            {
                builder.AddExecutable($"sleeper-{i}", "sleep", ".", "1000");
            }

            await using var app = builder.Build();
            var clock = Stopwatch.StartNew();
            await app.StartAsync();
            await Task.WhenAll(Enumerable.Range(0, resources).Select(i => app.ResourceNotifications.WaitForResourceAsync($"sleeper-{i}", KnownResourceStates.Running)));
            Add("start", clock);
            clock.Restart();
            await app.StopAsync();
            Add("stop", clock);

            void Add(string name, Stopwatch took) =>
                figures.Add("app host: time per resource", $"{resources} resources", Figure.Own, name, "ms", took.Elapsed.TotalMilliseconds / resources);
        }
    }
}

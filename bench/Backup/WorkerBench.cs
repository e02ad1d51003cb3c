using System.Diagnostics;
using Belfry.Bench.Api;
using Belfry.Bench.Results;

namespace Belfry.Bench.Backup;

/// <summary>The backup worker as its image has it: its start until it protects a database, and what it takes with nothing to do and while commits are streamed.</summary>
internal static class WorkerBench
{
    private const string Case = "the service";
    private const int Rate = 5_000;

    /// <summary>The first backup is taken and proven by then.</summary>
    private static readonly TimeSpan Settle = TimeSpan.FromSeconds(10);

    private static readonly TimeSpan Look = TimeSpan.FromMilliseconds(200);

    public static async Task RunAsync(Form form, Collector figures)
    {
        Deployed.Publish();
        for (var round = 0; round < form.Rounds; round++)
        {
            using var work = new WorkFolder();
            using var connection = new BareConnection(work.File("app.db"), "normal"); // which flushes not each: no disk here would flush 5,000 times a second
            connection.Commit(1);
            using var worker = await Deployed.StartWorkerAsync(work.Path);
            figures.Add(Case, "", Figure.Own, "start to protecting", "ms", worker.Started.TotalMilliseconds);
            await Task.Delay(form.Quick ? TimeSpan.FromSeconds(2) : Settle);
            await MeasureAsync("0 commits/s", () => Task.Delay(form.Turn * 4));
            var writer = new PacedWriter(time =>
            {
                connection.Commit(time);
                return ValueTask.CompletedTask;
            });
            await MeasureAsync($"{Rate:#,0} commits/s", () => writer.RunAsync(Rate, form.Turn * 2));

            async Task MeasureAsync(string size, Func<Task> work)
            {
                var (before, clock, most) = (worker.Processor, Stopwatch.StartNew(), worker.ResidentMegabytes);
                for (var done = Task.Run(work); await Task.WhenAny(done, Task.Delay(Look)) != done;)
                {
                    most = Math.Max(most, worker.ResidentMegabytes);
                }

                figures.Add(Case, size, Figure.Own, "processor", "% of a core", (worker.Processor - before) / clock.Elapsed * 100);
                figures.Add(Case, size, Figure.Own, "most resident", "MB", most);
            }
        }
    }
}

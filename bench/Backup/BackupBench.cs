using Belfry.Bench.Results;
using Belfry.Storage;

namespace Belfry.Bench.Backup;

/// <summary>A snapshot against what people use today, first of a quiet database, then beside a writer in another process.</summary>
internal static class BackupBench
{
    private const int WritesPerSecond = 200;

    public static async Task RunAsync(Form form, Collector figures)
    {
        foreach (var megabytes in (int[])(form.Quick ? [16] : [100, 1024]))
        {
            await RunAsync(figures, megabytes, form.Rounds);
        }
    }

    public static async Task RunAsync(Collector figures, int megabytes, int rounds)
    {
        Native.Publish(Way.Project);
        using var work = new WorkFolder();
        var path = work.File("app.db");
        await SampleDatabase.MakeAsync(path, megabytes);
        for (var round = 0; round < rounds; round++)
        {
            await QuietAsync(figures, path, $"{megabytes:#,0} MB");
        }

        await using var database = Database.Open(new DatabaseOptions { Path = path });
        for (var round = 0; round < rounds; round++)
        {
            await BesideWriterAsync(figures, path, database, $"{megabytes:#,0} MB", TimeSpan.FromSeconds(5 + (megabytes / 200)));
        }
    }

    private static async Task QuietAsync(Collector figures, string path, string size)
    {
        foreach (var way in Way.Plain)
        {
            using var folder = new WorkFolder();
            var (seconds, _, resident) = await way.RunAsync(path, folder);
            figures.Add("copy, nobody writes", size, way.Of, "time", "s", seconds);
            if (way.Of == Figure.Own)
            {
                figures.Add("copy, nobody writes", size, way.Of, "most resident", "MiB", resident);
            }
        }

        foreach (var way in Way.Compressed)
        {
            using var folder = new WorkFolder();
            var (seconds, megabytes, _) = await way.RunAsync(path, folder);
            figures.Add("compressed copy, nobody writes", size, way.Of, "time", "s", seconds);
            figures.Add("compressed copy, nobody writes", size, way.Of, "stored", "MB", megabytes);
        }
    }

    private static async Task BesideWriterAsync(Collector figures, string path, Database database, string size, TimeSpan limit)
    {
        var @case = $"copy beside a writer of {WritesPerSecond} commits/s";
        await CalmDisk.WaitAsync();
        Add(await new PacedWriter(database).RunAsync(WritesPerSecond, TimeSpan.FromSeconds(4)), "nobody copies");
        foreach (var way in (Way[])[.. Way.Plain[..^1], Way.Compressed[1]])
        {
            await CalmDisk.WaitAsync(); // the copy before was deleted, which the disk still has to do
            using var stop = new CancellationTokenSource(limit);
            using var folder = new WorkFolder();
            var copying = TimeAsync(way, path, folder, stop.Token);
            var writer = new PacedWriter(database);
            var took = new List<double>();
            do
            {
                took.AddRange(await writer.RunAsync(WritesPerSecond, TimeSpan.FromMilliseconds(250)));
            }
            while (!copying.IsCompleted);
            figures.Add(@case, size, way.Of, "time", "s", await copying);
            Add([.. took.Order()], way.Of);
        }

        using var last = new WorkFolder();
        var stopped = await TimeAsync(Way.Plain[^1], path, last, CancellationToken.None);
        figures.Add(@case, size, Way.Plain[^1].Of, "time", "s", stopped);
        Add([stopped * 1000], Way.Plain[^1].Of);

        void Add(double[] took, string of)
        {
            figures.Add(@case, size, of, "writer's p99", "ms", took[took.Length * 99 / 100]);
            figures.Add(@case, size, of, "writer's longest", "ms", took[^1]);
        }
    }

    /// <returns>Seconds; infinite when it was not done in time.</returns>
    private static async Task<double> TimeAsync(Way way, string path, WorkFolder folder, CancellationToken stop)
    {
        try
        {
            return (await way.RunAsync(path, folder, stop)).Seconds;
        }
        catch (OperationCanceledException)
        {
            return double.PositiveInfinity;
        }
    }
}

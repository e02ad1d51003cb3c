using System.Diagnostics;
using System.Globalization;
using System.Text;
using Belfry.Storage;
using Belfry.Storage.Backup;
using Belfry.Storage.Backup.Targets;

namespace Belfry.Bench.Storage;

/// <summary>A snapshot against what people use today, first of a quiet database, then beside a writer in another process.</summary>
internal static class SnapshotBench
{
    private const int WritesPerSecond = 200;

    public static async Task<int> RunAsync(Settings settings)
    {
        var report = new Report();
        var folder = settings.NewFolder();
        var path = Path.Combine(folder, "data", "app.db");
        await using (var database = Database.Open(new DatabaseOptions { Path = path }))
        {
            await FillAsync(database, (long)(settings.Number("mb", 1024) * (1 << 20)));
        }

        var ways = new (string Name, Func<string, CancellationToken, Task> Copy)[]
        {
            ("belfry", (copy, stop) => OursAsync(path, copy, report, stop)),
            ("sqlite3 .backup", (copy, stop) => RunAsync("sqlite3", stop, path, $".backup '{copy}'")),
            ("VACUUM INTO", (copy, stop) => RunAsync("sqlite3", stop, path, $"vacuum into '{copy}'")),
            ("cp", (copy, stop) => RunAsync("cp", stop, path, copy)),
        };
        await QuietAsync(settings, report, folder, ways);
        await using (var database = Database.Open(new DatabaseOptions { Path = path }))
        {
            foreach (var way in ways[..3])
            {
                await BesideWriterAsync(report, folder, database, way, TimeSpan.FromSeconds(settings.Number("limit", 20)));
            }
        }

        report.Print(settings.Json);
        Directory.Delete(folder, recursive: true);
        return 0;
    }

    /// <summary>A process of its own: takes one snapshot and prints the most memory that it had resident, in KiB.</summary>
    public static async Task<int> OnceAsync(string path, string folder)
    {
        var archive = await Archive.OpenAsync(new ArchiveOptions { Target = new FolderTarget(folder), Compress = false });
        await archive.TakeSnapshotAsync(path);
        Console.WriteLine(File.ReadLines("/proc/self/status").First(line => line.StartsWith("VmHWM", StringComparison.Ordinal)).Split(' ', StringSplitOptions.RemoveEmptyEntries)[1]);
        return 0;
    }

    private static async Task QuietAsync(Settings settings, Report report, string folder, (string Name, Func<string, CancellationToken, Task> Copy)[] ways)
    {
        var times = ways.ToDictionary(way => way.Name, _ => new List<double>());
        for (var round = 0; round < settings.Number("rounds", 3); round++)
        {
            foreach (var (name, copy) in ways)
            {
                times[name].Add((await TimeAsync(folder, target => copy(target, default))).TotalSeconds);
            }
        }

        foreach (var (name, seconds) in times)
        {
            report.Add($"quiet: {name}", Median(seconds), "s");
        }

        report.Add("quiet: ratio to .backup", Median(times["belfry"]) / Median(times["sqlite3 .backup"]), "x");
    }

    private static async Task BesideWriterAsync(Report report, string folder, Database database, (string Name, Func<string, CancellationToken, Task> Copy) way, TimeSpan limit)
    {
        var alone = await new PacedWriter(database).RunAsync(WritesPerSecond, TimeSpan.FromSeconds(4));
        using var stop = new CancellationTokenSource(limit);
        var copying = TimeAsync(folder, copy => way.Copy(copy, stop.Token));
        var writer = new PacedWriter(database);
        var took = new List<double>();
        do
        {
            took.AddRange(await writer.RunAsync(WritesPerSecond, TimeSpan.FromMilliseconds(250)));
        }
        while (!copying.IsCompleted);
        var ended = await copying.ContinueWith(copy => copy.IsCompletedSuccessfully ? copy.Result.TotalSeconds : double.PositiveInfinity, TaskScheduler.Default);
        took.Sort();
        report.Add($"beside a writer: {way.Name}", ended, "s");
        report.Add($"beside a writer: {way.Name}, writer p99 (alone {alone[alone.Length * 99 / 100]:0.0})", took[took.Count * 99 / 100], "ms");
    }

    private static async Task<TimeSpan> TimeAsync(string folder, Func<string, Task> copy)
    {
        var target = Path.Combine(folder, "copy");
        var clock = Stopwatch.StartNew();
        try
        {
            await copy(target);
            return clock.Elapsed;
        }
        finally
        {
            File.Delete(target);
            if (Directory.Exists(target + ".archive"))
            {
                Directory.Delete(target + ".archive", recursive: true);
            }
        }
    }

    private static async Task OursAsync(string path, string copy, Report report, CancellationToken stop)
    {
        var output = await RunAsync("dotnet", stop, typeof(SnapshotBench).Assembly.Location, "snapshot-once", path, copy + ".archive");
        report.Keep("belfry: most memory resident", double.Parse(output, CultureInfo.InvariantCulture) / 1024, "MiB");
    }

    public static Task<string> RunAsync(string program, params string[] arguments) => RunAsync(program, CancellationToken.None, arguments);

    private static async Task<string> RunAsync(string program, CancellationToken stop, params string[] arguments)
    {
        using var process = Process.Start(new ProcessStartInfo(program, arguments) { RedirectStandardOutput = true })!;
        try
        {
            var output = await process.StandardOutput.ReadToEndAsync(stop);
            await process.WaitForExitAsync(stop);
            return process.ExitCode == 0 ? output.Trim() : throw new InvalidOperationException($"{program} ended with {process.ExitCode}.");
        }
        finally
        {
            if (!process.HasExited)
            {
                process.Kill(entireProcessTree: true);
                await process.WaitForExitAsync(CancellationToken.None); // else it writes on into the folder that is deleted next
            }
        }
    }

    /// <summary>Rows of 2,000 bytes of words, which compress about as well as what people write.</summary>
    public static async Task FillAsync(Database database, long bytes)
    {
        await PacedWriter.CreateTableAsync(database);
        var random = new Random(1);
        var words = Enumerable.Range(0, 2000).Select(_ => new string([.. Enumerable.Range(0, random.Next(2, 11)).Select(_ => (char)('a' + random.Next(26)))])).ToArray();
        for (var done = 0L; done < bytes; done += 8 << 20)
        {
            var text = Encoding.ASCII.GetBytes(string.Join(' ', Enumerable.Range(0, 1 << 17).Select(_ => words[(int)(words.Length * random.NextDouble() * random.NextDouble())])));
            await database.WriteAsync(session => session.Execute(
                "insert into rows (caller, time, text) with recursive c(i) as (select 1 union all select i + 1 from c where i < 4096) " +
                "select 0, i, cast(substr(?1, 1 + abs(random()) % (length(?1) - 2000), 2000) as text) from c",
                text));
        }
    }

    public static double Median(List<double> values) => values.Order().ElementAt(values.Count / 2);
}

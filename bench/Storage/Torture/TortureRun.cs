using Belfry.Storage;
using Belfry.Storage.Backup;
using Belfry.Storage.Restore;

namespace Belfry.Bench.Storage.Torture;

/// <summary>
/// Kills writers and followers at random moments (SIGKILL) and judges the database and every restored state by a ledger of acknowledged writes: nothing
/// acknowledged is lost locally, nothing is lost in the archive once a follower caught up, and every restored state is a prefix of each caller's writes.
/// </summary>
internal sealed class TortureRun(int kills, int seed, string folder)
{
    private const int KillsPerCheck = 20;

    private readonly Random _random = new(seed);
    private readonly long[] _acknowledged = new long[Actor.Callers];
    private readonly string _database = Path.Combine(folder, "data", "app.db");
    private readonly string _archive = Path.Combine(folder, "archive");
    private int _restores;

    public static async Task<int> RunAsync(string[] arguments)
    {
        var kills = arguments.Length > 0 ? int.Parse(arguments[0]) : 200;
        var seed = arguments.Length > 1 ? int.Parse(arguments[1]) : Random.Shared.Next();
        var folder = Path.Combine(arguments.Length > 2 ? arguments[2] : Path.GetTempPath(), $"belfry-torture-{Guid.NewGuid():n}");
        Console.WriteLine($"torture: {kills} kills, seed {seed}, folder {folder}");
        await new TortureRun(kills, seed, folder).RunAsync();
        Directory.Delete(folder, recursive: true);
        return 0;
    }

    private async Task RunAsync()
    {
        Directory.CreateDirectory(Path.Combine(folder, "data"));
        using (var first = StartWriter())
        {
            first.WaitUntilReady();
            Wait(100, 200);
            first.Stop(); // the database exists before anybody follows it
        }

        for (var done = 0; done < kills;)
        {
            done += Round(Math.Min(KillsPerCheck, kills - done));
            await CheckAsync();
            Console.WriteLine($"{done} kills, {_acknowledged.Sum()} acknowledged, {_restores} states restored, {LineageCount()} lineages");
        }
    }

    /// <summary>A writer and a follower, each killed and started again until the number of kills is reached; then both stop in order.</summary>
    private int Round(int count)
    {
        var writer = StartWriter();
        var follower = StartFollower();
        for (var i = 0; i < count; i++)
        {
            Wait(0, 150);
            if (_random.Next(5) > 0)
            {
                (_random.Next(2) == 0 ? writer : follower).WaitUntilReady(); // otherwise a kill hits the start, recovery included
                Wait(0, 150);
            }

            if (_random.Next(2) == 0)
            {
                writer.Kill();
                writer.Dispose();
                writer = StartWriter();
            }
            else
            {
                follower.Kill();
                follower.Dispose();
                follower = StartFollower();
            }
        }

        writer.WaitUntilReady();
        Wait(50, 400);
        writer.Stop();
        follower.Stop();
        writer.Dispose();
        follower.Dispose();
        return count;
    }

    private async Task CheckAsync()
    {
        await JudgeAsync(_database, "the database", complete: true);
        var archive = await Archive.OpenAsync(new ArchiveOptions { Folder = _archive });
        await JudgeRestoredAsync(archive, RestorePoint.Latest, complete: true);
        var newest = await archive.PlanAsync(RestorePoint.Latest);
        var result = await JudgeRestoredAsync(archive, RestorePoint.At(DateTimeOffset.UtcNow.AddMilliseconds(-_random.Next(3000))), complete: false);
        if (result is not null && newest.Lineage == result.Lineage && result.Position > 1)
        {
            await JudgeRestoredAsync(archive, RestorePoint.Commit(result.Lineage, _random.NextInt64(result.Position)), complete: false);
        }
    }

    private async Task<RestoreResult?> JudgeRestoredAsync(Archive archive, RestorePoint point, bool complete)
    {
        var path = Path.Combine(folder, "restored.db");
        File.Delete(path);
        try
        {
            var result = await archive.RestoreAsync(point, path);
            _restores++;
            await JudgeAsync(path, point.ToString(), complete);
            return result;
        }
        catch (StorageException nothing) when (nothing.Error == StorageError.NotFound && !complete)
        {
            return null; // a moment before the first snapshot
        }
    }

    /// <summary>Each caller's rows must be 1 to n without a hole; complete also means that n is not below what was acknowledged.</summary>
    private async Task JudgeAsync(string path, string what, bool complete)
    {
        await using var database = Database.Open(new DatabaseOptions { Path = path });
        var callers = await database.ReadAsync(session => session.Query(
            "select caller, count(*), max(number) from rows group by caller", row => (Caller: row.GetInt32(0), Count: row.GetInt64(1), Last: row.GetInt64(2))));
        foreach (var (caller, count, last) in callers)
        {
            if (count != last)
            {
                throw new InvalidOperationException($"seed {seed}: {what} has {count} rows of caller {caller}, but its last number is {last}: not a prefix");
            }
        }

        for (var caller = 0; caller < Actor.Callers && complete; caller++)
        {
            var last = callers.FirstOrDefault(found => found.Caller == caller).Last;
            if (last < _acknowledged[caller])
            {
                throw new InvalidOperationException($"seed {seed}: {what} ends at {last} of caller {caller}, but {_acknowledged[caller]} was acknowledged: lost");
            }
        }
    }

    private Child StartWriter() => new(
        line =>
        {
            // A kill can cut the last line; what was not printed whole was not acknowledged to anybody.
            var parts = line.Split(' ');
            if (parts.Length == 2 && int.TryParse(parts[0], out var caller) && long.TryParse(parts[1], out var number))
            {
                _acknowledged[caller] = Math.Max(_acknowledged[caller], number);
            }
        },
        "actor-write",
        _database,
        (1 << _random.Next(16, 23)).ToString());

    private Child StartFollower() => new(
        null, "actor-follow", _database, _archive, _random.Next(1, 40).ToString(), (1 << _random.Next(15, 20)).ToString());

    private int LineageCount() => Directory.GetDirectories(Path.Combine(_archive, "appdb", "lineages")).Length;

    private void Wait(int from, int to) => Thread.Sleep(_random.Next(from, to));
}

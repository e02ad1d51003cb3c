using Belfry.Storage;
using Belfry.Storage.Backup;
using Belfry.Storage.Backup.Targets;
using Belfry.Storage.Restore;

namespace Belfry.Tests.Torture;

/// <summary>One database with its archive, a writer and a follower that are killed, and the ledger that judges what is left.</summary>
internal sealed class World(string program, Random random, string folder)
{
    private const int KillsPerCheck = 10;

    private readonly string _database = Path.Combine(folder, "data", "app.db");
    private readonly string _archive = Path.Combine(folder, "archive");
    private readonly string _restored = Path.Combine(folder, "restored.db");

    public Ledger Ledger { get; } = new();

    /// <summary>How many processes were killed.</summary>
    public int Kills { get; private set; }

    /// <summary>How many states were restored and judged.</summary>
    public int Restores { get; private set; }

    public async Task RunAsync(int kills)
    {
        using (var first = StartWriter())
        {
            await first.ReadyAsync();
            await first.StopAsync(); // the database exists before anybody follows it
        }

        while (Kills < kills)
        {
            await RoundAsync(Math.Min(KillsPerCheck, kills - Kills));
            await CheckAsync();
        }
    }

    public int LineageCount() => Directory.GetDirectories(Path.Combine(_archive, "appdb", "lineages")).Length;

    /// <summary>A writer and a follower, each killed and started again until the number of kills is reached; then both stop in order.</summary>
    private async Task RoundAsync(int count)
    {
        var writer = StartWriter();
        var follower = StartFollower();
        try
        {
            for (var i = 0; i < count; i++, Kills++)
            {
                if (random.Next(5) > 0)
                {
                    await (random.Next(2) == 0 ? writer : follower).ReadyAsync(); // otherwise a kill hits the start, recovery included
                }

                await WaitAsync(0, 150);
                if (random.Next(2) == 0)
                {
                    await writer.KillAsync();
                    writer.Dispose();
                    writer = StartWriter();
                }
                else
                {
                    await follower.KillAsync();
                    follower.Dispose();
                    follower = StartFollower();
                }
            }

            await writer.ReadyAsync();
            await WaitAsync(20, 200);
            await writer.StopAsync();
            await follower.StopAsync();
        }
        finally
        {
            writer.Dispose();
            follower.Dispose();
        }
    }

    private async Task CheckAsync()
    {
        await Ledger.JudgeCompleteAsync(_database);
        var archive = await Archive.OpenAsync(new ArchiveOptions { Target = new FolderTarget(_archive) });
        var newest = await RestoreAsync(archive, RestorePoint.Latest);
        await Ledger.JudgeCompleteAsync(_restored);
        await JudgePrefixAsync(archive, RestorePoint.At(DateTimeOffset.UtcNow.AddMilliseconds(-random.Next(3000))));
        if (newest.Position > 1)
        {
            await JudgePrefixAsync(archive, RestorePoint.Commit(newest.Lineage, random.NextInt64(newest.Position)));
        }
    }

    private async Task JudgePrefixAsync(Archive archive, RestorePoint point)
    {
        try
        {
            await RestoreAsync(archive, point);
            await Ledger.JudgePrefixAsync(_restored);
        }
        catch (StorageException nothing) when (nothing.Error == StorageError.NotFound)
        {
            // a moment before the first snapshot
        }
    }

    private async Task<RestoreResult> RestoreAsync(Archive archive, RestorePoint point)
    {
        File.Delete(_restored);
        var result = await archive.RestoreAsync(point, _restored);
        Restores++;
        return result;
    }

    private Child StartWriter() => new(program, Ledger.Note, "write", _database, $"{1 << random.Next(16, 23)}");

    private Child StartFollower() => new(program, null, "follow", _database, _archive, $"{random.Next(1, 40)}", $"{1 << random.Next(15, 20)}");

    private Task WaitAsync(int from, int to) => Task.Delay(random.Next(from, to));
}

using Belfry.Storage.Backup;
using Belfry.Storage.Backup.Objects;
using Belfry.Storage.Backup.Targets;
using Belfry.Storage.Restore;
using Belfry.Tests.Support;

namespace Belfry.Tests.Storage;

/// <summary>An archive whose clock a test moves, with a lineage of commits at the times that it wants.</summary>
internal sealed class LifeArchive : IDisposable
{
    private LifeArchive(DateTimeOffset start)
    {
        Clock = new MovedClock { Now = start };
        Store = new ObjectStore(new FolderTarget(Path), Names, compress: true, keys: null);
        Lineage = new LineageMaker(Store, start);
    }

    public static DateTimeOffset Start { get; } = new(2026, 11, 21, 12, 0, 0, TimeSpan.Zero);

    public TempFolder Folder { get; } = new();

    public string Path => Folder.File("archive");

    public ArchiveNames Names { get; } = new("appdb");

    public MovedClock Clock { get; }

    public ObjectStore Store { get; }

    public LineageMaker Lineage { get; }

    public Archive Archive { get; private set; } = null!;

    /// <summary>A commit every few seconds for a while, in segments of a few commits: inserts, updates, deletes, and now and then a VACUUM.</summary>
    public static async Task<LifeArchive> CreateAsync(int commits = 120, int seconds = 5, int seed = 1, int snapshotEvery = int.MaxValue)
    {
        var life = new LifeArchive(Start);
        life.Archive = await Archive.OpenAsync(new ArchiveOptions { Target = new FolderTarget(life.Path) }, life.Clock);
        await life.Lineage.SnapshotAsync();
        var random = new Random(seed);
        for (var i = 1; i <= commits; i++)
        {
            life.Lineage.Commit(Start.AddSeconds(i * seconds), Change(random, i));
            if (i % 7 == 0)
            {
                await life.Lineage.FlushAsync();
            }

            if (i % snapshotEvery == 0)
            {
                await life.Lineage.SnapshotAsync();
            }
        }

        await life.Lineage.FlushAsync();
        return life;
    }

    /// <summary>Restores a point and compares the file, byte by byte, with the state after a commit.</summary>
    public async Task AssertRestoresAsync(RestorePoint point, long position)
    {
        var path = Folder.File("restored.db");
        File.Delete(path);
        var result = await Archive.RestoreAsync(point, path);
        Assert.Equal((Lineage.Name, position), (result.Lineage, result.Position));
        var content = await File.ReadAllBytesAsync(path);
        Assert.True(content.AsSpan().SequenceEqual(Lineage.States[(int)position].Content), $"{point} is not the state of position {position}");
    }

    /// <summary>The last commit at or before a moment.</summary>
    public long PositionAt(DateTimeOffset time) => Lineage.States.FindLastIndex(state => state.Time <= time);

    public List<string> Segments(string tier = "") =>
        [.. Directory.GetFiles(Path, "*.segment", SearchOption.AllDirectories).Where(file => file.Contains($"/segments/{tier}")).Order()];

    public void Dispose()
    {
        Lineage.Dispose();
        Folder.Dispose();
    }

    private static string Change(Random random, int i) => random.Next(12) switch
    {
        0 => "delete from t where id % 3 = 0",
        1 => "vacuum",
        2 => "update t set a = randomblob(100) where id % 2 = 0",
        _ => $"insert into t (a) select randomblob({random.Next(1, 900)}) from (select 1 union select 2 union select 3); update t set a = zeroblob({random.Next(100)}) where id = {i}",
    };

    internal sealed class MovedClock : TimeProvider
    {
        public DateTimeOffset Now { get; set; }

        public override DateTimeOffset GetUtcNow() => Now;
    }
}

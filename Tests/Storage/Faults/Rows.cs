using Belfry.Storage;
using Belfry.Storage.Backup;
using Belfry.Storage.Backup.Targets;
using Belfry.Storage.Following;
using Belfry.Storage.Restore;
using Belfry.Storage.Sqlite;
using Belfry.Tests.Support;

namespace Belfry.Tests.Storage.Faults;

/// <summary>
/// A database and its archive whose oracle is simple: the n-th insert adds row n, so a restored state is right exactly when it holds rows 1 to n for
/// some n: a prefix of the commit order.
/// </summary>
internal sealed class Rows : IAsyncDisposable
{
    private Rows(string? database, string? archive)
    {
        DatabasePath = database ?? Folder.File("data/app.db");
        ArchiveFolder = archive ?? Folder.File("archive");
    }

    public TempFolder Folder { get; } = new();

    public string DatabasePath { get; }

    public string ArchiveFolder { get; }

    public Archive Archive { get; private set; } = null!;

    /// <summary>The application's side.</summary>
    public Database Database { get; private set; } = null!;

    /// <summary>How many rows were acknowledged.</summary>
    public long Count { get; set; }

    /// <param name="database">Where the database is; in <see cref="Folder"/> when null.</param>
    /// <param name="archive">Where the archive is; in <see cref="Folder"/> when null.</param>
    public static async Task<Rows> CreateAsync(string? database = null, string? archive = null)
    {
        var rows = new Rows(database, archive);
        rows.Open();
        await rows.Database.WriteAsync(session => session.Execute("create table rows (id integer primary key, filler blob)"));
        rows.Archive = await Archive.OpenAsync(new ArchiveOptions { Target = new FolderTarget(rows.ArchiveFolder) });
        return rows;
    }

    /// <summary>Follows; by default every few milliseconds and with a checkpoint for every 200 KiB.</summary>
    public Follower Follow(FollowerOptions? options = null) =>
        Archive.Follow(DatabasePath, options ?? new FollowerOptions { Interval = TimeSpan.FromMilliseconds(5), CheckpointBytes = 200 << 10 });

    public async Task InsertAsync(int count)
    {
        for (var i = 0; i < count; i++)
        {
            var next = Count + 1;
            await Database.WriteAsync(session => session.Execute("insert into rows values (?1, randomblob(500))", next));
            Count = next;
        }
    }

    /// <summary>Inserts many rows in one commit.</summary>
    public async Task FillAsync(int count)
    {
        var first = Count + 1;
        await Database.WriteAsync(session => session.Execute(
            "insert into rows with recursive c(i) as (select ?1 union all select i + 1 from c where i < ?2) select i, randomblob(500) from c", first, first + count - 1));
        Count += count;
    }

    /// <summary>A connection of some other program.</summary>
    public SqliteSession OpenForeign(TimeSpan busyTimeout = default) =>
        new SessionFactory(DatabasePath, new DatabaseOptions { Path = DatabasePath, BusyTimeout = busyTimeout }).Open();

    public void Open() => Database = Database.Open(new DatabaseOptions { Path = DatabasePath });

    public int LineageCount() => Directory.GetDirectories(Path.Combine(ArchiveFolder, "appdb/lineages")).Length;

    /// <summary>Restores a point and returns how many rows it holds, having checked that they are a prefix.</summary>
    public async Task<long> RestoredAsync(RestorePoint? point = null)
    {
        var path = Folder.File("restored.db");
        File.Delete(path);
        await Archive.RestoreAsync(point ?? RestorePoint.Latest, path);
        await using var restored = Database.Open(new DatabaseOptions { Path = path });
        var (count, last) = await restored.ReadAsync(session =>
            session.QueryFirstOrDefault("select count(*), coalesce(max(id), 0) from rows", row => (row.GetInt64(0), row.GetInt64(1))));
        Assert.Equal(last, count);
        return count;
    }

    public async ValueTask DisposeAsync()
    {
        await Database.DisposeAsync();
        Folder.Dispose();
    }
}

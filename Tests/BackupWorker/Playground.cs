using System.Text.Json;
using Belfry.BackupWorker.Databases;
using Belfry.BackupWorker.Documents;
using Belfry.BackupWorker.Protection;
using Belfry.Storage;
using Belfry.Storage.Backup.Objects;
using Belfry.Storage.Backup.Targets;
using Belfry.Storage.Restore;
using Belfry.Tests.Support;

namespace Belfry.Tests.BackupWorker;

/// <summary>A folder with a real database in WAL mode, an archive beside it, and the program to try on both.</summary>
internal sealed class Playground : IAsyncDisposable
{
    private readonly TempFolder _folder = new();

    public string Folder => _folder.Path;

    public string DatabasePath => _folder.File("data/app.db");

    public string ArchivePath => _folder.File("backups");

    /// <summary>The application's own connection; null until <see cref="CreateDatabaseAsync"/>.</summary>
    public Database? Database { get; private set; }

    /// <summary>The archive's folder for unfinished files.</summary>
    public string Scratch => _folder.File("backups/tmp");

    public string File(string name) => _folder.File(name);

    /// <summary>Makes the database with a ledger of numbered entries, and this many bytes of random filling.</summary>
    public async Task CreateDatabaseAsync(int fillingBytes = 0)
    {
        Database = Database.Open(new DatabaseOptions { Path = DatabasePath });
        await Database.WriteAsync(session =>
        {
            session.ExecuteScript("create table ledger (entry integer primary key, note text); create index ledger_note on ledger (note); create table filling (bytes blob)");
            for (var written = 0; written < fillingBytes; written += 1 << 20)
            {
                session.Execute("insert into filling values (randomblob(1048576))");
            }

            return 0;
        });
    }

    public async Task AppendAsync(long entry) =>
        await Database!.WriteAsync(session => session.Execute("insert into ledger values (?1, ?2)", entry, $"note {entry}"));

    public async Task CloseDatabaseAsync()
    {
        if (Database is not null)
        {
            await Database.DisposeAsync();
            Database = null;
        }
    }

    /// <summary>Closes the database and overwrites part of an index in its file, which only a full integrity check notices.</summary>
    public async Task DamageIndexAsync()
    {
        var (page, size) = await Database!.ReadAsync(session => (
            session.QueryInt64("select rootpage from sqlite_schema where name = 'ledger_note'"),
            session.QueryInt64("pragma page_size")));
        await CloseDatabaseAsync();
        await using var file = System.IO.File.OpenWrite(DatabasePath);
        file.Position = (page * size) - 4;
        file.Write("????"u8);
    }

    /// <summary>Runs <c>belfry</c> with these words, on this database and archive.</summary>
    public Task<Answer> BelfryAsync(params string[] words) => BelfryProgram.RunAsync(BelfryProgram.StartInfo(
        Folder, [.. words, .. words[0] == "backup" ? ["--database", DatabasePath] : Array.Empty<string>(), "--archive", ArchivePath]));

    /// <summary>Takes a backup with the command line and returns what it says of it.</summary>
    public async Task<BackupDocument> BackUpAsync()
    {
        var answer = await BelfryAsync("backup", "--json");
        Assert.True(answer.ExitCode == 0, answer.Errors);
        return JsonSerializer.Deserialize(answer.Output, DocumentJson.Default.BackupDocument)!;
    }

    public async Task<IReadOnlyList<BackupDocument>> ListAsync()
    {
        var answer = await BelfryAsync("list", "--json");
        Assert.True(answer.ExitCode == 0, answer.Errors);
        return JsonSerializer.Deserialize(answer.Output, DocumentJson.Default.BackupListDocument)!.Backups;
    }

    /// <summary>The entries of the ledger in a restored file, in order.</summary>
    public static async Task<List<long>> LedgerAsync(string path)
    {
        await using var database = Database.Open(new DatabaseOptions { Path = path });
        return await database.ReadAsync(session => session.Query("select entry from ledger order by entry", row => row.GetInt64(0)));
    }

    /// <summary>Starts the service on it and waits for the first backup.</summary>
    public async Task<WorkerProcess> StartProtectedAsync(params (string Name, string Value)[] settings)
    {
        var worker = await WorkerProcess.StartAsync(this, settings);
        await Eventually.TrueAsync(async () => (await worker.StateAsync()) is { NewestGood: not null, Running: false }, () => $"the first backup:\n{worker.Log}");
        return worker;
    }

    /// <summary>The ledger as the newest commit in an archive has it.</summary>
    /// <param name="archive">Where the archive is; null: where it usually is.</param>
    /// <param name="keys">What it is encrypted with.</param>
    /// <param name="into">The file to restore to; null: any.</param>
    public async Task<List<long>> RestoredAsync(ITarget? archive = null, ArchiveKeys? keys = null, string? into = null)
    {
        var file = into ?? File($"{Guid.NewGuid():n}.db");
        var opened = await BackupJob.OpenArchiveAsync(archive ?? new FolderTarget(ArchivePath), keys, ConfiguredDatabase.First, TestContext.Current.CancellationToken);
        await opened.RestoreAsync(RestorePoint.Latest, file, cancellation: TestContext.Current.CancellationToken);
        return await LedgerAsync(file);
    }

    /// <summary>The archive's file of a backup.</summary>
    public string SnapshotFile(string id) => Directory.EnumerateFiles(ArchivePath, $"*-{id}.snapshot", SearchOption.AllDirectories).Single();

    /// <summary>Whether a job is in the middle of writing a large file of this name in the archive's folder for unfinished ones.</summary>
    public bool IsWriting(string pattern) =>
        Directory.Exists(Scratch) && new DirectoryInfo(Scratch).EnumerateFiles(pattern).Any(file => file is { Exists: true, Length: > 1 << 20 });

    public async ValueTask DisposeAsync()
    {
        await CloseDatabaseAsync();
        _folder.Dispose();
    }
}

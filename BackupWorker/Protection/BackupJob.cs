using System.Diagnostics;
using Belfry.BackupWorker.Databases;
using Belfry.BackupWorker.Doctor;
using Belfry.BackupWorker.Documents;
using Belfry.BackupWorker.Options;
using Belfry.Storage;
using Belfry.Storage.Backup;
using Belfry.Storage.Backup.Objects;
using Belfry.Storage.Backup.Targets;
using Belfry.Storage.Compaction;

namespace Belfry.BackupWorker.Protection;

/// <summary>A backup that is good, and what it lacks of the uploaded files; null when nothing.</summary>
internal sealed record TakenBackup(Backup Backup, Fault? Lacks);

/// <summary>One backup from its snapshot to its proof: the same job whether the service or a person starts it.</summary>
/// <param name="database">The database file, as a full path.</param>
/// <param name="archiveFolder">The folder of its archive.</param>
/// <param name="uploads">The folder of the files that belong to the database; null when there is none.</param>
/// <param name="keys">What the archive is encrypted with; null when it is not.</param>
/// <param name="name">The database's name in the archive.</param>
/// <param name="suggest">Completes a command for the person who runs the job; null in the service.</param>
internal sealed class BackupJob(
    string database, string archiveFolder, UploadsFolder? uploads, ArchiveKeys? keys = null, string name = ConfiguredDatabase.First, Suggest? suggest = null) : IDisposable
{
    private static readonly TimeSpan DatabaseLook = TimeSpan.FromMilliseconds(250);

    private readonly SemaphoreSlim _opening = new(1);

    public string Name => name;

    public string Database => database;

    public string? Uploads => uploads?.Path;

    /// <summary>Where on this machine the archive is worked on.</summary>
    public string WorkFolder => ArchiveFolder.WorkFolder(archiveFolder, name);

    /// <summary>
    /// Opens the job's archive, and makes a new one when the folder holds none. One at a time: making it leaves an unfinished file for a moment,
    /// which whoever has the archive open already would clear away.
    /// </summary>
    public async Task<Archive> OpenArchiveAsync(CancellationToken cancellation)
    {
        await _opening.WaitAsync(cancellation);
        try
        {
            return await OpenArchiveAsync(ArchiveFolder.Open(archiveFolder, name), keys, name, cancellation);
        }
        finally
        {
            _opening.Release();
        }
    }

    /// <summary>A database's archive in a place; a new one when it holds none.</summary>
    public static Task<Archive> OpenArchiveAsync(ITarget target, ArchiveKeys? keys, string name, CancellationToken cancellation) =>
        Archive.OpenAsync(new ArchiveOptions { Target = target, Database = name, Keys = keys }, cancellation: cancellation);

    /// <summary>Takes a snapshot that stands alone, and restores it to prove it.</summary>
    /// <inheritdoc cref="RunAsync(Func{Archive, CancellationToken, Task{Backup}}, IProgress{Step}, CancellationToken)"/>
    public Task<TakenBackup> RunAsync(IProgress<Step>? steps, CancellationToken cancellation) =>
        RunAsync((archive, stop) => archive.TakeSnapshotAsync(database, stop), steps, cancellation);

    /// <summary>Takes a snapshot, with the uploads that belong to it, and restores it to prove it.</summary>
    /// <param name="snapshot">Takes it.</param>
    /// <param name="steps">Told what is being done, in words for a person.</param>
    /// <param name="cancellation">Stops between two blocks; nothing half done is listed.</param>
    /// <exception cref="FaultException">Another job is writing to the archive, or the backup did not pass its check.</exception>
    /// <exception cref="StorageException">The database or the archive cannot be used.</exception>
    public async Task<TakenBackup> RunAsync(
        Func<Archive, CancellationToken, Task<Backup>> snapshot, IProgress<Step>? steps, CancellationToken cancellation)
    {
        using var span = BackupTelemetry.Source.StartActivity("backup");
        span?.SetTag(BackupTelemetry.DatabaseTag, name);
        try
        {
            var archive = await OpenArchiveAsync(cancellation);
            await archive.ProveKeysAsync(cancellation);
            using var turn = TakeTurn(archive);
            var scratch = ArchiveScratch.Empty(archive);

            steps?.Report(new Step("Taking a snapshot"));
            var (taken, lacks) = await TakeAsync(archive, snapshot, cancellation);
            span?.AddEvent(new ActivityEvent("snapshot taken"));

            steps?.Report(new Step("Proving it by a restore"));
            var backup = await archive.VerifyAsync(taken.Id, scratch, cancellation);
            span?.SetTag("belfry.backup.id", backup.Id);
            return backup.State == BackupState.Verified ? new TakenBackup(backup, lacks) : throw new FaultException(Faults.NotProven(backup, archive.Place));
        }
        catch (Exception exception)
        {
            span?.SetStatus(ActivityStatusCode.Error, exception.Message);
            throw;
        }
    }

    /// <summary>
    /// Compacts older history, marks what the newest backups and the history do not need, and deletes what was marked long enough; returns how many objects went.
    /// </summary>
    /// <inheritdoc cref="RunAsync(Func{Archive, CancellationToken, Task{Backup}}, IProgress{Step}, CancellationToken)" path="/exception"/>
    public async Task<int> TidyAsync(BackupOptions options, CancellationToken cancellation)
    {
        var archive = await OpenArchiveAsync(cancellation);
        using var turn = TakeTurn(archive);
        var pruned = await archive.PruneAsync(options.Retention, cancellation);
        var compacted = await archive.CompactAsync(new CompactionPolicy { Grace = options.Grace }, ArchiveScratch.Empty(archive), progress: null, cancellation);
        return pruned.Deleted.Count + compacted.Deleted.Count;
    }

    /// <summary>A command as it is suggested: beside the service the command line needs no options but the name of a further database.</summary>
    public string Suggest(string command) => suggest?.Invoke(command) ?? (name == ConfiguredDatabase.First ? $"belfry {command}" : $"belfry {command} --database {name}");

    private IReadOnlyList<string> Names => keys?.Names ?? [];

    /// <summary>Where the archive is, what its disk has left, and what its keys are called.</summary>
    public ArchiveDocument Describe()
    {
        var folder = Path.GetFullPath(archiveFolder);
        try
        {
            return new ArchiveDocument(folder, Disk.Of(folder).AvailableFreeSpace, Names);
        }
        catch (Exception unknown) when (unknown is IOException or UnauthorizedAccessException)
        {
            return new ArchiveDocument(folder, null, Names);
        }
    }

    /// <summary>Returns once there is something to back up.</summary>
    public async Task WaitForDatabaseAsync(CancellationToken cancellation)
    {
        while (!DatabaseHasTables())
        {
            await Task.Delay(DatabaseLook, cancellation);
        }
    }

    public void Dispose() => _opening.Dispose();

    /// <summary>Whether there is something to back up. A file that cannot be read counts: the job then says what is wrong with it.</summary>
    private bool DatabaseHasTables()
    {
        try
        {
            return DatabaseProbe.HasTables(database);
        }
        catch (StorageException)
        {
            return true;
        }
    }

    /// <summary>The snapshot, with the uploads that it mentions when there are any.</summary>
    private async Task<TakenBackup> TakeAsync(Archive archive, Func<Archive, CancellationToken, Task<Backup>> snapshot, CancellationToken cancellation)
    {
        if (uploads is null || !Directory.Exists(uploads.Path))
        {
            var missing = uploads is null ? null : await uploads.MissingAsync(archive, cancellation);
            return new TakenBackup(await snapshot(archive, cancellation), missing);
        }

        var (taken, set) = await archive.TakeWithUploadsAsync(uploads.Path, stop => snapshot(archive, stop), cancellation);
        return new TakenBackup(taken, set.Wrong.Count == 0 ? null : Faults.UploadsWrong(uploads.Path, set.Wrong, Suggest));
    }

    private static IDisposable TakeTurn(Archive archive) =>
        ArchiveLock.TryTake(archive.WorkFolder) ?? throw new FaultException(Faults.ArchiveBusy(archive.Place, "No backup was taken."));
}

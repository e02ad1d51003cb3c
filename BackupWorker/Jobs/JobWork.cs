using Belfry.BackupWorker.Documents;
using Belfry.BackupWorker.Options;
using Belfry.BackupWorker.Protection;
using Belfry.Storage;
using Belfry.Storage.Backup;
using Belfry.Storage.Restore;

namespace Belfry.BackupWorker.Jobs;

/// <summary>Does what was asked for, by the same means as the command line.</summary>
internal sealed class JobWork
{
    private delegate Task<JobDocument> Doing(JobRequestDocument request, Job job, CancellationToken cancellation);

    private readonly Guardian _guardian;
    private readonly BackupJob _backups;
    private readonly Rehearsals _rehearsals;
    private readonly BackupOptions _options;
    private readonly Dictionary<string, Doing> _kinds;

    public JobWork(Guardian guardian, BackupJob backups, Rehearsals rehearsals, BackupOptions options)
    {
        (_guardian, _backups, _rehearsals, _options) = (guardian, backups, rehearsals, options);
        _kinds = new()
        {
            ["backup"] = BackUpAsync,
            ["verify"] = VerifyAsync,
            ["drill"] = DrillAsync,
            ["restore"] = RestoreAsync,
            ["undo"] = UndoAsync,
            ["prune"] = PruneAsync,
            ["compare"] = CompareAsync,
            ["checkpoint"] = CheckpointAsync,
        };
    }

    /// <summary>What is wrong with a request; null when it can be tried.</summary>
    public string? Refuse(JobRequestDocument request) =>
        request.Kind is null || !_kinds.ContainsKey(request.Kind) ? $"The kind is one of {string.Join(", ", _kinds.Keys)}."
        : request is { Backup: not null, At: not null } ? "Name either a backup or a moment."
        : request.At is not null && request.Kind is not ("restore" or "compare") ? "Only a restore or a comparison is of a moment."
        : request.Backup is not null && request.Kind is not ("restore" or "verify" or "compare") ? $"A {request.Kind} is not of one backup."
        : request.OtherSchema && request.Kind != "restore" ? "Only a restore can go to another schema."
        : null;

    /// <returns>The job's document with its outcome.</returns>
    /// <exception cref="FaultException">It was not done.</exception>
    /// <exception cref="Storage.StorageException">As above.</exception>
    public Task<JobDocument> DoAsync(JobRequestDocument request, Job job, CancellationToken cancellation) => _kinds[request.Kind!](request, job, cancellation);

    private async Task<JobDocument> BackUpAsync(JobRequestDocument request, Job job, CancellationToken cancellation)
    {
        var backup = await _guardian.TryBackUpAsync(ArchiveLock.Patience, job, cancellation)
            ?? throw new FaultException(Faults.ArchiveBusy((await _backups.OpenArchiveAsync(cancellation)).Place, "No backup was taken."));
        return Proven(backup, job);
    }

    private async Task<JobDocument> VerifyAsync(JobRequestDocument request, Job job, CancellationToken cancellation)
    {
        var archive = await _backups.OpenArchiveAsync(cancellation);
        var chosen = Choice.Find(await archive.ListAsync(cancellation), request.Backup ?? Choice.Latest, archive.Place, _backups.Suggest);
        return Proven(await _guardian.VerifyAsync(archive, chosen, job, cancellation), job);
    }

    private async Task<JobDocument> DrillAsync(JobRequestDocument request, Job job, CancellationToken cancellation)
    {
        var drill = await _rehearsals.RehearseAsync(job, cancellation);
        return job.Document with
        {
            Drill = drill,
            Summary = $"The state at {drill.At:yyyy-MM-dd HH:mm:ss} UTC was restored in {Wording.Span(TimeSpan.FromMilliseconds(drill.Milliseconds))}, and every check passed.",
        };
    }

    private async Task<JobDocument> RestoreAsync(JobRequestDocument request, Job job, CancellationToken cancellation)
    {
        var archive = await _backups.OpenArchiveAsync(cancellation);
        var choice = await Choice.ReadAsync(request.Backup, request.At, archive, _backups.Suggest, cancellation);
        return await ReplaceAsync(archive, choice, new InPlaceOptions { AllowOtherSchema = request.OtherSchema }, job, cancellation);
    }

    private async Task<JobDocument> CompareAsync(JobRequestDocument request, Job job, CancellationToken cancellation)
    {
        var archive = await _backups.OpenArchiveAsync(cancellation);
        var choice = await Choice.ReadAsync(request.Backup, request.At, archive, _backups.Suggest, cancellation);
        var compared = await Comparison.RunAsync(archive, _backups.Database, choice.Point, job, cancellation);
        return job.Document with { Compared = compared, Summary = $"The state of {compared.At:yyyy-MM-dd HH:mm:ss} UTC was compared with the present one. Nothing was changed." };
    }

    private async Task<JobDocument> UndoAsync(JobRequestDocument request, Job job, CancellationToken cancellation)
    {
        var archive = await _backups.OpenArchiveAsync(cancellation);
        var before = await LiveDatabase.BeforeLastRestoreAsync(archive, _backups.Suggest, cancellation);
        return await ReplaceAsync(archive, before, LiveDatabase.Undoing, job, cancellation);
    }

    private async Task<JobDocument> ReplaceAsync(Archive archive, Choice choice, InPlaceOptions how, Job job, CancellationToken cancellation)
    {
        var restored = await LiveDatabase.RestoreAsync(archive, _backups.Database, _backups.Uploads, choice, how, _backups.Suggest, job, cancellation);
        return job.Document with
        {
            Restored = restored,
            Summary = LiveDatabase.Tell(restored),
        };
    }

    private async Task<JobDocument> PruneAsync(JobRequestDocument request, Job job, CancellationToken cancellation)
    {
        var pruned = await ArchiveCare.PruneAsync(await _backups.OpenArchiveAsync(cancellation), _options.Retention, job, cancellation);
        return job.Document with
        {
            Pruned = pruned,
            Summary = $"{pruned.Kept} backups are kept, {pruned.Marked} objects were marked, and {pruned.Deleted} that were marked earlier are gone.",
        };
    }

    private async Task<JobDocument> CheckpointAsync(JobRequestDocument request, Job job, CancellationToken cancellation)
    {
        if (!File.Exists(_backups.Database))
        {
            throw new FaultException(Faults.DatabaseMissing(_backups.Database)); // opening it would make an empty one
        }

        if (JournalMode.Hindrance(_backups.Database) is not null)
        {
            throw new FaultException(Faults.NotWal(_backups.Database));
        }

        await using var database = Database.Open(new DatabaseOptions { Path = _backups.Database });
        var (frames, copied) = await database.Maintenance.CheckpointAsync(cancellation);
        return job.Document with
        {
            Summary = copied == frames
                ? $"All {frames} pages of the WAL are in the database file."
                : $"{copied} of {frames} pages of the WAL are in the database file; somebody reads an older state. Order it again when that has ended.",
        };
    }

    private static JobDocument Proven(Backup backup, Job job) => job.Document with
    {
        Backup = BackupDocument.Of(backup),
        Summary = $"Backup {backup.Id} is verified: {Wording.Size(backup.Bytes)}, restored in {Wording.Span(backup.RestoreTime ?? TimeSpan.Zero)}.",
    };
}

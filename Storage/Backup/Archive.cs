// Long because this is the one door to an archive: more than half of it is the documentation of what each call does and throws.
using System.Diagnostics;
using System.Text.RegularExpressions;
using Belfry.Storage.Backup.Objects;
using Belfry.Storage.Backup.Targets;
using Belfry.Storage.Compaction;
using Belfry.Storage.Following;
using Belfry.Storage.Mirroring;
using Belfry.Storage.Restore;
using Belfry.Storage.Retention;
using Belfry.Storage.Uploads;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Logging.Abstractions;

namespace Belfry.Storage.Backup;

/// <summary>
/// The backups of one database in one place (docs/backup-format.md). Any number of processes may read an archive; one at a time should
/// write to it. Safe for concurrent use.
/// </summary>
public sealed partial class Archive
{
    private readonly ITarget _target;
    private readonly ArchiveNames _names;
    private readonly ObjectStore _store;
    private readonly VerificationLog _verifications;
    private readonly Verifier _verifier;
    private readonly MarkLog _marks;
    private readonly PinLog _pins;
    private readonly PointLog _points;
    private readonly SetLog _sets;
    private readonly RestorePlanner _planner;
    private readonly Restorer _restorer;
    private readonly TimeProvider _time;
    private readonly ILogger _logger;

    private Archive(ArchiveOptions options, TimeProvider time, ILogger logger)
    {
        _target = options.Target;
        _names = new ArchiveNames(options.Database);
        _store = new ObjectStore(_target, _names, options.Compress, options.Keys);
        _verifications = new VerificationLog(_store);
        _marks = new MarkLog(_target, _names);
        _pins = new PinLog(_target, _names, time);
        _points = new PointLog(_store);
        _sets = new SetLog(_store);
        _planner = new RestorePlanner(_store, _points, _marks, _verifications);
        _restorer = new Restorer(_store, _planner, _pins);
        _verifier = new Verifier(_restorer, _verifications, time);
        _time = time;
        _logger = logger;
    }

    /// <summary>Where the archive is, in words and without secrets: <c>/backup</c>, <c>s3://bucket/prefix</c>.</summary>
    public string Place => _target.Description;

    /// <summary>The folder of this machine for what is unfinished and what a follower remembers; for an archive in a folder, that folder.</summary>
    public string WorkFolder => _target.WorkFolder;

    /// <summary>What a follower on this machine remembers.</summary>
    private string StateFile => Path.Combine(WorkFolder, "state", $"{_names.Database.TrimEnd('/')}.json");

    /// <summary>Whether a place holds an archive. Nothing is made.</summary>
    /// <exception cref="StorageException"><see cref="StorageError.ArchiveUnavailable"/>.</exception>
    public static Task<bool> ExistsAsync(ITarget target, CancellationToken cancellation = default) => ArchiveMarker.ExistsAsync(target, cancellation);

    /// <summary>The names of the databases that a place has backups of, in their order. Lists every object there.</summary>
    /// <exception cref="StorageException"><see cref="StorageError.ArchiveUnavailable"/>.</exception>
    public static async Task<IReadOnlyList<string>> DatabasesAsync(ITarget target, CancellationToken cancellation = default) =>
        [.. (await target.ListAsync("", cancellation).ConfigureAwait(false)).Select(stored => ArchiveNames.DatabaseOf(stored.Name)).OfType<string>().Distinct()];

    /// <summary>Opens the archive, and makes a new one when the place holds none.</summary>
    /// <param name="options">Where it is and how to write to it.</param>
    /// <param name="time">The clock of verifications; the system's when null.</param>
    /// <param name="logger">Receives what was taken, verified and deleted; none when null.</param>
    /// <param name="cancellation">Stops waiting for the place.</param>
    /// <exception cref="ArgumentException">The database's name has characters that are not allowed.</exception>
    /// <exception cref="StorageException"><see cref="StorageError.ArchiveUnavailable"/>: the place cannot be used, or is another format's.</exception>
    public static async Task<Archive> OpenAsync(
        ArchiveOptions options, TimeProvider? time = null, ILogger<Archive>? logger = null, CancellationToken cancellation = default)
    {
        if (!CanName(options.Database))
        {
            throw new ArgumentException($"\"{options.Database}\" cannot name a database in an archive. Use 1 to 63 of a-z, 0-9 and the hyphen, but not tmp, state or work.", nameof(options));
        }

        var archive = new Archive(options, time ?? TimeProvider.System, logger ?? NullLogger<Archive>.Instance);
        await ArchiveMarker.CheckAsync(archive._target, cancellation).ConfigureAwait(false);
        return archive;
    }

    /// <summary>
    /// Takes a snapshot of a live database at its newest commit, without blocking its writers. Until it is done the WAL keeps growing. Of a database that is not in WAL mode
    /// a copy is made first, in steps, between which its writers have their turn.
    /// </summary>
    /// <param name="databasePath">The database file.</param>
    /// <param name="cancellation">Stops between two blocks and leaves nothing behind.</param>
    /// <returns>The new, unverified backup.</returns>
    /// <exception cref="StorageException">The database or the archive cannot be used, or the database is damaged.</exception>
    public async Task<Backup> TakeSnapshotAsync(string databasePath, CancellationToken cancellation = default)
    {
        var taken = await ListAsync(cancellation).ConfigureAwait(false);
        var backup = await LoneSnapshot.TakeAsync(Path.GetFullPath(databasePath), _store, taken, cancellation).ConfigureAwait(false);
        LogTaken(backup.ObjectName, backup.Bytes);
        return backup;
    }

    /// <summary>Streams every commit of a live database into this archive from now on; dispose the result to stop.</summary>
    /// <param name="databasePath">The database file; it must be in WAL mode.</param>
    /// <param name="options">How often and how much; defaults when null.</param>
    /// <param name="logger">Receives lineages that begin or end and failures; none when null.</param>
    public Follower Follow(string databasePath, FollowerOptions? options = null, ILogger<Follower>? logger = null) =>
        new(databasePath, _store.ForWriter(), Path.Combine(WorkFolder, "state"), options ?? new FollowerOptions(), logger);

    /// <summary>Keeps a copy of this archive in another place from now on; dispose the result to stop. Any number of mirrors may run, each by itself.</summary>
    /// <param name="destination">An empty place, or one that was a mirror of this archive before.</param>
    /// <param name="options">How often; defaults when null.</param>
    /// <param name="logger">Receives failures; none when null.</param>
    public Mirror MirrorTo(ITarget destination, MirrorOptions? options = null, ILogger<Mirror>? logger = null) =>
        new(_target, destination, _names, Path.Combine(WorkFolder, "state"), _store.IsEncrypted, options ?? new MirrorOptions(), logger);

    /// <summary>All backups, newest first.</summary>
    /// <exception cref="StorageException"><see cref="StorageError.ArchiveUnavailable"/>.</exception>
    public async Task<IReadOnlyList<Backup>> ListAsync(CancellationToken cancellation = default)
    {
        var newest = await _verifications.NewestAsync(cancellation).ConfigureAwait(false);
        var backups = new List<Backup>();
        foreach (var stored in await _target.ListAsync(_names.Lineages, cancellation).ConfigureAwait(false))
        {
            if (ArchiveNames.TryReadSnapshot(stored.Name, out _, out _, out var time))
            {
                var backup = new Backup(ArchiveTime.Text(time), time, stored.Bytes, BackupState.Unverified, null, null, null) { ObjectName = stored.Name };
                var record = newest.TryGetValue(backup.Id, out var name) ? await _verifications.ReadAsync(name, cancellation).ConfigureAwait(false) : null;
                backups.Add(record?.Describe(backup) ?? backup);
            }
        }

        backups.Sort(static (left, right) => string.CompareOrdinal(right.Id, left.Id));
        return backups;
    }

    /// <summary>One backup by its id.</summary>
    /// <exception cref="StorageException"><see cref="StorageError.NotFound"/>: the archive has none of this id.</exception>
    public async Task<Backup> FindAsync(string id, CancellationToken cancellation = default) =>
        (await ListAsync(cancellation).ConfigureAwait(false)).FirstOrDefault(backup => backup.Id == id)
        ?? throw new StorageException(StorageError.NotFound, Place, $"Cannot find backup {id}.", $"The archive {Place} has none of this id.", "List the backups and choose one of them.");

    /// <summary>What a restore would read and about how long it would take, without restoring anything.</summary>
    /// <param name="point">A commit, a moment, a backup, a named point, or the newest state.</param>
    /// <param name="cancellation">Stops the listing.</param>
    /// <exception cref="StorageException">
    /// <see cref="StorageError.NotFound"/>: nothing reaches that point. <see cref="StorageError.PointCompacted"/>: only its neighbours can be restored, which the
    /// message names.
    /// </exception>
    public async Task<RestorePlan> PlanAsync(RestorePoint point, CancellationToken cancellation = default)
    {
        var plan = await _planner.PlanAsync(point, cancellation).ConfigureAwait(false);
        var drilled = (await ListAsync(cancellation).ConfigureAwait(false)).FirstOrDefault(backup => backup is { State: BackupState.Verified, RestoreTime: not null });
        return drilled is null ? plan : plan with { ExpectedTime = drilled.RestoreTime * ((double)plan.Bytes / drilled.Bytes) };
    }

    /// <summary>Restores a point to a new file and checks it. The file appears under its name only when everything was right.</summary>
    /// <param name="point">A commit, a moment, a backup, a named point, or the newest state.</param>
    /// <param name="path">The file to make; neither it nor its <c>-wal</c>, <c>-shm</c> or <c>-journal</c> may exist.</param>
    /// <param name="progress">Told what is being done and how far it is, on this call's threads; not told when null.</param>
    /// <param name="cancellation">Stops between two blocks and leaves nothing behind.</param>
    /// <returns>The commit that was reached: for a moment, the last one before it.</returns>
    /// <exception cref="StorageException">
    /// <see cref="StorageError.NotFound"/>, <see cref="StorageError.PointCompacted"/>, <see cref="StorageError.TargetExists"/>, <see cref="StorageError.DiskFull"/>,
    /// <see cref="StorageError.ArchiveDamaged"/>, <see cref="StorageError.VerificationFailed"/>, <see cref="StorageError.ArchiveUnavailable"/>. Nothing is left behind.
    /// </exception>
    public async Task<RestoreResult> RestoreAsync(
        RestorePoint point, string path, IProgress<RestoreProgress>? progress = null, CancellationToken cancellation = default)
    {
        var result = await _restorer.ToFileAsync(point, path, progress, cancellation).ConfigureAwait(false);
        LogRestored(result.Lineage, result.Position, path);
        return result;
    }

    /// <summary>Restores exactly one backup to a new file; see <see cref="RestoreAsync(RestorePoint, string, IProgress{RestoreProgress}, CancellationToken)"/>.</summary>
    public Task<RestoreResult> RestoreAsync(string id, string path, CancellationToken cancellation = default) =>
        RestoreAsync(RestorePoint.Backup(id), path, progress: null, cancellation);

    /// <summary>
    /// Takes a snapshot and archives the uploaded files that belong to it: one consistent set, as long as the application writes a file before it commits the row that mentions
    /// it, and deletes it only after the row is gone. Contents that the archive has already are not copied again.
    /// </summary>
    /// <param name="uploadsFolder">Holds files named by the SHA-256 of their content, at any depth; others are passed over. It need not exist.</param>
    /// <param name="snapshot">Takes the snapshot, such as <see cref="TakeSnapshotAsync"/> or <see cref="Follower.TakeSnapshotAsync"/>.</param>
    /// <param name="cancellation">Stops between two blocks.</param>
    /// <returns>The backup, and its set with the names of files that were not what they are called.</returns>
    /// <exception cref="StorageException">The archive or the database cannot be used.</exception>
    public Task<(Backup Backup, UploadSet Uploads)> TakeWithUploadsAsync(
        string uploadsFolder, Func<CancellationToken, Task<Backup>> snapshot, CancellationToken cancellation = default) =>
        new UploadArchiver(_store, _sets, _pins).RunAsync(uploadsFolder, snapshot, cancellation);

    /// <summary>Whether a backup was taken with uploads.</summary>
    /// <exception cref="StorageException"><see cref="StorageError.ArchiveUnavailable"/>.</exception>
    public async Task<bool> HasUploadsAsync(CancellationToken cancellation = default) => (await _sets.ListAsync(cancellation).ConfigureAwait(false)).Count > 0;

    /// <summary>Restores the uploaded files that a point's database mentions, each proven by its hash.</summary>
    /// <param name="point">What the database was restored to.</param>
    /// <param name="folder">Made when it does not exist. Files with the right content stay, and so do files of other names.</param>
    /// <param name="cancellation">Stops between two blocks; complete files stay.</param>
    /// <returns>What was restored, and the hashes of which the archive has no file or a wrong one.</returns>
    /// <exception cref="StorageException">As for <see cref="PlanAsync"/>; <see cref="StorageError.InputOutput"/>: the folder cannot be written.</exception>
    public async Task<UploadRestoreResult> RestoreUploadsAsync(RestorePoint point, string folder, CancellationToken cancellation = default)
    {
        var (_, _, time) = await _planner.ResolveAsync(point, cancellation).ConfigureAwait(false);
        return await new UploadRestore(_store, _sets, _pins).RunAsync(time, folder, cancellation).ConfigureAwait(false);
    }

    /// <summary>
    /// Proves a backup: reads it back from the archive, restores it to a scratch file, compares the checksum, runs SQLite's integrity and foreign
    /// key checks, and records the outcome in the archive for every other process to see.
    /// </summary>
    /// <param name="id">A backup of <see cref="ListAsync"/>.</param>
    /// <param name="scratchFolder">Where the copy is made, as large as the database; it is deleted again.</param>
    /// <param name="cancellation">Stops without recording anything.</param>
    /// <returns>The backup with its new state: a bad backup is a result, not an exception.</returns>
    /// <exception cref="StorageException"><see cref="StorageError.NotFound"/>, <see cref="StorageError.ArchiveUnavailable"/>, or the scratch folder cannot be used.</exception>
    public async Task<Backup> VerifyAsync(string id, string scratchFolder, CancellationToken cancellation = default) =>
        await VerifyAsync(await FindAsync(id, cancellation).ConfigureAwait(false), scratchFolder, cancellation).ConfigureAwait(false);

    private async Task<Backup> VerifyAsync(Backup backup, string scratchFolder, CancellationToken cancellation)
    {
        var record = await _verifier.VerifyAsync(backup, scratchFolder, cancellation).ConfigureAwait(false);
        LogVerified(backup.ObjectName, record.Reason ?? "good");
        return record.Describe(backup);
    }

    /// <summary>
    /// Restores a point into a live database in one transaction: whoever reads keeps an old, consistent view and then sees the new one. First the point is
    /// restored to a scratch file and checked, then the present content is backed up and verified while writers go on; once they cannot, what they wrote meanwhile is
    /// archived too, and all of it named, so that this restore can be undone by another.
    /// </summary>
    /// <param name="point">A commit, a moment, a backup, a named point, or the newest state.</param>
    /// <param name="databasePath">The live database.</param>
    /// <param name="scratchFolder">Where the copies are made, twice as large as the database; they are deleted again.</param>
    /// <param name="options">What is allowed, and how long the undo is kept; defaults when null.</param>
    /// <param name="progress">Told what is being done and how far it is, on this call's threads; not told when null.</param>
    /// <param name="cancellation">Honoured until the content is replaced, which then ends in any case.</param>
    /// <exception cref="StorageException">
    /// As for <see cref="RestoreAsync(RestorePoint, string, IProgress{RestoreProgress}, CancellationToken)"/>; <see cref="StorageError.RestoreImpossible"/>: the page sizes or the schema versions differ;
    /// <see cref="StorageError.Busy"/>: the write lock was not to be had; <see cref="StorageError.VerificationFailed"/>: the safety backup is not good;
    /// <see cref="StorageError.ArchiveUnavailable"/>: more was written than the archive took. The database keeps its content in all these cases, and in all others but one: the
    /// archive failed after the content was replaced. The message says so then, and names the point that undoes it.
    /// </exception>
    public async Task<InPlaceResult> RestoreInPlaceAsync(
        RestorePoint point,
        string databasePath,
        string scratchFolder,
        InPlaceOptions? options = null,
        IProgress<RestoreProgress>? progress = null,
        CancellationToken cancellation = default)
    {
        options ??= new InPlaceOptions();
        var live = Path.GetFullPath(databasePath);
        var scratch = Path.Combine(scratchFolder, $"restore-{Guid.NewGuid():n}.db");
        var state = scratch + ".state";
        try
        {
            var restored = await RestoreAsync(point, scratch, progress, cancellation).ConfigureAwait(false);
            await Task.Run(() => SchemaVersions.Reconcile(scratch, live, options), cancellation).ConfigureAwait(false);
            using var replacement = InPlaceRestore.Open(scratch, live);
            progress?.Report(new RestoreProgress(RestorePhase.Saving, 0, 0));
            using var saved = await SafetyPoint.BeginAsync(
                live, _store, await HighestEpochAsync(cancellation).ConfigureAwait(false), state, options.MaxWalBytes, cancellation).ConfigureAwait(false);
            var safety = await saved.FollowAsync(stop => ProveAsync(saved.Lineage, databasePath, scratchFolder, stop), cancellation).ConfigureAwait(false);
            await saved.CompleteAsync(cancellation).ConfigureAwait(false);
            progress?.Report(new RestoreProgress(RestorePhase.Locking, 0, 0));
            var locked = await saved.FollowAsync(replacement.LockAsync, cancellation).ConfigureAwait(false);
            SchemaVersions.Compare(scratch, live, options); // somebody may have migrated it meanwhile
            var replaced = await saved.CompleteAsync(cancellation).ConfigureAwait(false);
            var kept = await NameProvenAsync(UndoPoint.NameBefore(safety.Id), replaced, _time.GetUtcNow() + options.KeepUndo, cancellation).ConfigureAwait(false);
            saved.Dispose();
            var undo = new UndoPoint(_points, kept);
            progress?.Report(new RestoreProgress(RestorePhase.Replacing, 0, 0));
            await undo.ReplaceAsync(replacement.Replace).ConfigureAwait(false);
            var unlocked = Stopwatch.GetTimestamp();
            LogRestored(restored.Lineage, restored.Position, databasePath);
            await undo.NameAsync().ConfigureAwait(false);
            return new InPlaceResult(restored, safety, undo.Name, Stopwatch.GetElapsedTime(locked, unlocked));
        }
        finally
        {
            DatabaseFiles.Delete(scratch);
            File.Delete(state);
            File.Delete(state + ".tmp");
        }
    }

    /// <summary>Makes older history coarser, and deletes what earlier calls replaced once the grace period is over.</summary>
    /// <param name="policy">What becomes coarser when.</param>
    /// <param name="scratchFolder">Where the changed pages of one span at a time are kept.</param>
    /// <param name="progress">Told before each step, on this call's threads; not told when null.</param>
    /// <param name="cancellation">Stops between two pages; what is done stays.</param>
    /// <exception cref="ArgumentException">The policy's tiers do not follow each other.</exception>
    /// <exception cref="StorageException">
    /// <see cref="StorageError.ClockJumped"/>, <see cref="StorageError.ArchiveDamaged"/>, <see cref="StorageError.ArchiveUnavailable"/>. No restore point is lost in these cases.
    /// </exception>
    public async Task<CompactionResult> CompactAsync(
        CompactionPolicy policy, string scratchFolder, IProgress<CompactionProgress>? progress = null, CancellationToken cancellation = default)
    {
        var now = _time.GetUtcNow();
        ClockGuard.Check(await TimesAsync(cancellation).ConfigureAwait(false), now, _target.Description);
        var compactor = new Compactor(_store, _marks, _pins, _points, new Pruning(_target, _marks, _pins));
        return await compactor.RunAsync(policy, scratchFolder, now, progress, cancellation).ConfigureAwait(false);
    }

    /// <summary>What a policy would keep and give up now.</summary>
    /// <exception cref="StorageException"><see cref="StorageError.ArchiveUnavailable"/>.</exception>
    public async Task<RetentionPlan> PlanRetentionAsync(RetentionPolicy policy, CancellationToken cancellation = default)
    {
        var now = _time.GetUtcNow();
        var backups = await ListAsync(cancellation).ConfigureAwait(false);
        var objects = await _target.ListAsync(_names.Database, cancellation).ConfigureAwait(false);
        var points = await _points.ListAsync(cancellation).ConfigureAwait(false);
        var plan = RetentionPlan.For(policy, backups, points, objects, _names, now, FollowerState.Load(StateFile)?.Next.Lineage);
        return await new UploadRetention(_sets, _names).ExtendAsync(plan, points, objects, now - policy.History, cancellation).ConfigureAwait(false);
    }

    /// <summary>Marks what a policy gives up, and deletes what an earlier call marked once the grace period is over.</summary>
    /// <exception cref="StorageException"><see cref="StorageError.ClockJumped"/>: nothing was changed.</exception>
    public async Task<PruneResult> PruneAsync(RetentionPolicy policy, CancellationToken cancellation = default)
    {
        var now = _time.GetUtcNow();
        var plan = await PlanRetentionAsync(policy, cancellation).ConfigureAwait(false);
        ClockGuard.Check(await TimesAsync(cancellation).ConfigureAwait(false), now, _target.Description);
        var pruned = await new Pruning(_target, _marks, _pins)
            .RunAsync(MarkReason.Retention, plan.Objects, policy.Grace, now, cancellation).ConfigureAwait(false);
        foreach (var name in pruned.Deleted)
        {
            LogDeleted(name);
        }

        return new PruneResult(plan, pruned.Marked, pruned.Deleted, pruned.Refused, pruned.Pinned);
    }

    /// <summary>Whether a text can name a database in an archive: 1 to 63 of a-z, 0-9 and the hyphen, and not <c>tmp</c>, <c>state</c> or <c>work</c>, which are an archive's own folders.</summary>
    public static bool CanName(string text) => DatabaseName().IsMatch(text) && text is not ("tmp" or "state" or "work");

    [GeneratedRegex("^[a-z0-9-]{1,63}$")]
    private static partial Regex DatabaseName();

    /// <summary>The names of all snapshots and segments.</summary>
    internal async Task<IEnumerable<string>> NamesAsync(CancellationToken cancellation) =>
        (await _target.ListAsync(_names.Lineages, cancellation).ConfigureAwait(false)).Select(stored => stored.Name);

    private async Task<IEnumerable<DateTimeOffset>> TimesAsync(CancellationToken cancellation) =>
        (await NamesAsync(cancellation).ConfigureAwait(false)).Select(ArchiveNames.TimeOf).OfType<DateTimeOffset>();

    private async Task<uint> HighestEpochAsync(CancellationToken cancellation) => (await NamesAsync(cancellation).ConfigureAwait(false)).Select(ArchiveNames.EpochOf).Append(0u).Max();

    /// <summary>Proves the snapshot of what a restore is about to replace.</summary>
    private async Task<Backup> ProveAsync(string lineage, string databasePath, string scratchFolder, CancellationToken cancellation)
    {
        var taken = (await ListAsync(cancellation).ConfigureAwait(false)).First(backup => backup.ObjectName.Contains($"/{lineage}/", StringComparison.Ordinal));
        var safety = await VerifyAsync(taken, scratchFolder, cancellation).ConfigureAwait(false);
        return safety.State == BackupState.Verified ? safety : throw new StorageException(
            StorageError.VerificationFailed, databasePath, "Nothing was restored.", $"The backup of the present content is not good: {safety.Reason}", "Restore to a file instead.");
    }

    [LoggerMessage(Level = LogLevel.Information, Message = "Took snapshot {Name}, {Bytes} bytes.")]
    private partial void LogTaken(string name, long bytes);

    [LoggerMessage(Level = LogLevel.Information, Message = "Restored lineage {Lineage} up to commit {Position} to {Path}.")]
    private partial void LogRestored(string lineage, long position, string path);

    [LoggerMessage(Level = LogLevel.Information, Message = "Verified {Name}: {Outcome}.")]
    private partial void LogVerified(string name, string outcome);

    [LoggerMessage(Level = LogLevel.Information, Message = "Deleted {Name}.")]
    private partial void LogDeleted(string name);
}

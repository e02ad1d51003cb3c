using Belfry.BackupWorker.Commands;
using Belfry.BackupWorker.Protection;
using Belfry.Storage;
using Belfry.Storage.Backup;
using Belfry.Storage.Sqlite;

namespace Belfry.BackupWorker.Doctor;

/// <summary>Looks at everything that protection rests on, one check after the other; what stops one becomes its finding.</summary>
internal sealed class Examination(Locations locations)
{
    /// <summary>Belfry checkpoints far below this: something else keeps the WAL from shrinking.</summary>
    private const long LargeWal = 256L << 20;

    public async Task<IReadOnlyList<Finding>> RunAsync(CancellationToken cancellation)
    {
        IReadOnlyList<Backup> backups = [];
        var archive = await GuardAsync("archive", async () =>
        {
            backups = await (await locations.OpenArchiveAsync(cancellation)).ListAsync(cancellation);
            return await TryArchiveAsync(cancellation);
        });
        var now = DateTimeOffset.UtcNow;
        Finding[] findings =
        [
            Engine(),
            await GuardAsync("database", () => Task.FromResult(Database())),
            await GuardAsync("permissions", () => Task.FromResult(Permissions())),
            await GuardAsync("wal", () => Task.FromResult(Wal())),
            archive,
            await GuardAsync("disks", () => Task.FromResult(Disks())),
            await GuardAsync("space", () => Task.FromResult(Space())),
        ];
        return archive.State == FindingState.Problem ? findings :
        [
            .. findings,
            await GuardAsync("backups", () => Task.FromResult(Backups(backups, now))),
            await GuardAsync("uploads", () => UploadsAsync(cancellation)),
            await GuardAsync("keys", () => KeysAsync(cancellation)),
            Clock(backups, now),
            Stream(),
        ];
    }

    private static async Task<Finding> GuardAsync(string check, Func<Task<Finding>> examine)
    {
        try
        {
            return await examine();
        }
        catch (Exception cause) when (cause is not OperationCanceledException)
        {
            var fault = Faults.Of(cause);
            return new Finding(check, FindingState.Problem, $"{fault.What} {fault.Why}", fault.Next);
        }
    }

    private static Finding Engine() => EngineVersion.Current is { HasWalResetFix: true } current
        ? new("sqlite", FindingState.Ok, $"SQLite {current.Version}.")
        : new(
            "sqlite",
            FindingState.Warning,
            $"SQLite {EngineVersion.Current.Version} can lose commits when two programs checkpoint at once; Belfry never does, another program might.",
            "Install a C compiler where Belfry is built, and let nothing else checkpoint the database.");

    private Finding Database()
    {
        var (path, mode) = (locations.Database, DatabaseProbe.JournalMode(locations.Database));
        return mode switch
        {
            null => new("database", FindingState.Problem, $"{path} does not exist.", "Start the application, or name the database with --database."),
            DatabaseProbe.Wal => new("database", FindingState.Ok, $"{path}, {Wording.Size(new FileInfo(path).Length)}, in WAL mode."),
            _ => new("database", FindingState.Warning, $"{path} has the journal mode {mode}: its snapshots protect it, but its commits cannot be streamed.", JournalMode.Switch(path)),
        };
    }

    private Finding Permissions()
    {
        if (OperatingSystem.IsWindows())
        {
            return new("permissions", FindingState.Ok, "Windows keeps them with the folders; look there.");
        }

        const UnixFileMode others = UnixFileMode.GroupRead | UnixFileMode.GroupWrite | UnixFileMode.OtherRead | UnixFileMode.OtherWrite;
        var open = new List<string>();
        foreach (var path in ((string?[])[locations.Database, locations.ArchiveFolder, locations.KeyFile]).OfType<string>().Where(Path.Exists))
        {
            open.AddRange((File.GetUnixFileMode(path) & others) != 0 ? [path] : []);
        }

        return open.Count == 0
            ? new("permissions", FindingState.Ok, "Only their owner can read the database, the archive and its keys.")
            : new("permissions", FindingState.Warning, $"Others may read or write {string.Join(" and ", open)}.", $"chmod go= {string.Join(' ', open.Select(Wording.Quoted))}");
    }

    private Finding Wal()
    {
        var wal = new FileInfo(locations.Database + "-wal");
        var bytes = wal.Exists ? wal.Length : 0;
        return bytes < LargeWal
            ? new("wal", FindingState.Ok, $"The WAL has {Wording.Size(bytes)}.")
            : new("wal", FindingState.Warning, $"The WAL has grown to {Wording.Size(bytes)}: a program reads for very long, or no worker runs.", locations.Suggest("status"));
    }

    /// <summary>Writes, reads, lists and deletes an object, where no reader of archives looks.</summary>
    private async Task<Finding> TryArchiveAsync(CancellationToken cancellation)
    {
        var target = ArchiveFolder.Open(locations.ArchiveFolder, locations.Name);
        var (name, written) = ($"probes/{Guid.NewGuid():n}", Guid.NewGuid().ToByteArray());
        var upload = await target.CreateAsync(cancellation);
        await using (upload)
        {
            await upload.Content.WriteAsync(written, cancellation);
            await upload.CommitAsync(name, cancellation);
        }

        try
        {
            using var read = new MemoryStream();
            var stored = await target.OpenAsync(name, cancellation);
            await using (stored)
            {
                await stored.CopyToAsync(read, cancellation);
            }

            var listed = await target.ListAsync("probes/", cancellation);
            return read.ToArray().AsSpan().SequenceEqual(written) && listed.Any(item => item.Name == name)
                ? new("archive", FindingState.Ok, $"{target.Description} takes, shows, gives back and deletes objects.")
                : new("archive", FindingState.Problem, $"{target.Description} does not give back what was just written to it.", "Check the disk or the network share below it.");
        }
        finally
        {
            await target.DeleteAsync(name, CancellationToken.None);
        }
    }

    private Finding Disks() => Disk.Of(locations.Database).Name != Disk.Of(locations.ArchiveFolder).Name
        ? new("disks", FindingState.Ok, "The archive lies on another file system than the database.")
        : new("disks", FindingState.Warning, $"The database and the archive share {Disk.Of(locations.ArchiveFolder).Name}: what destroys it destroys both.", "Set Backup__Target to a folder on another disk.");

    /// <summary>A check needs room for one uncompressed copy of the database.</summary>
    private Finding Space()
    {
        var needed = new FileInfo(locations.Database) is { Exists: true } database ? database.Length : 0;
        var (volume, archive) = (Disk.Of(locations.Database).AvailableFreeSpace, Disk.Of(locations.ArchiveFolder).AvailableFreeSpace);
        var free = $"{Wording.Size(volume)} are free for the database and {Wording.Size(archive)} for the archive.";
        return archive < needed
            ? new("space", FindingState.Problem, $"{free} A backup needs {Wording.Size(needed)} to be proven.", "Free space where Backup__Target is, or keep fewer backups with Backup__Keep.")
            : Math.Min(volume, archive) < 2 * needed
                ? new("space", FindingState.Warning, $"{free} The database has {Wording.Size(needed)}.", "Free space before it is gone.")
                : new("space", FindingState.Ok, free);
    }

    private Finding Backups(IReadOnlyList<Backup> backups, DateTimeOffset now) => Choice.NotFromTheFuture(backups, now).FirstOrDefault(backup => backup.State == BackupState.Verified) switch
    {
        null => new("backups", FindingState.Problem, "There is no verified backup.", locations.Suggest("backup")),
        { } newest when now > locations.Service.Schedule.FreshUntil(newest.TakenAt) => new(
            "backups", FindingState.Problem, $"The newest verified backup was taken {Wording.Ago(newest.TakenAt, now)}.", locations.Suggest("backup")),
        { } newest => new("backups", FindingState.Ok, $"The newest verified backup was taken {Wording.Ago(newest.TakenAt, now)}."),
    };

    private async Task<Finding> UploadsAsync(CancellationToken cancellation)
    {
        if (locations.UploadsFolder is not { } folder)
        {
            return new("uploads", FindingState.Ok, "No uploaded files belong to the database.");
        }

        if (await folder.MissingAsync(await locations.OpenArchiveAsync(cancellation), cancellation) is { } missing)
        {
            return new("uploads", FindingState.Problem, $"{missing.What} {missing.Why}", missing.Next);
        }

        return new("uploads", FindingState.Ok, Directory.Exists(folder.Path) && Directory.EnumerateFileSystemEntries(folder.Path).Any()
            ? $"{folder.Path} is archived with every backup."
            : $"There are no uploaded files in {folder.Path}.");
    }

    private async Task<Finding> KeysAsync(CancellationToken cancellation)
    {
        var uses = await (await locations.OpenArchiveAsync(cancellation)).CountKeysAsync(cancellation);
        var keys = locations.Keys;
        var known = keys?.Names ?? [];
        var missing = uses.Keys.Where(name => name.Length > 0 && !known.Contains(name)).ToList();
        return (missing, keys is null ? null : locations.KeyFile) switch
        {
            ({ Count: > 0 }, _) => new("keys", FindingState.Problem, $"The archive needs the key \"{missing[0]}\", which is not there: what it encrypts cannot be restored.", "Name the file that has it with --key-file or Backup__KeyFile."),
            (_, null) => new("keys", FindingState.Ok, "The archive is not encrypted: whoever can read it can read the data."),
            (_, { } file) when uses.ContainsKey("") => new("keys", FindingState.Problem, $"{uses[""]} objects of the archive are not encrypted; with the keys of {file} they are refused.", "Set Backup__Target to a new folder: what is written there is encrypted."),
            (_, { } file) when IsBelow(file, locations.ArchiveFolder) => new("keys", FindingState.Warning, $"{file} lies in the archive that it is to protect.", "Move it to another disk, and keep a copy apart."),
            (_, { } file) => new("keys", FindingState.Ok, $"Every object is encrypted, and {file} has every key. Keep a copy of it apart."),
        };
    }

    private static bool IsBelow(string file, string folder) => Path.GetFullPath(file).StartsWith(Path.GetFullPath(folder) + Path.DirectorySeparatorChar, StringComparison.Ordinal);

    private static Finding Clock(IReadOnlyList<Backup> backups, DateTimeOffset now) => Choice.NotFromTheFuture(backups, now).Count < backups.Count
        ? new("clock", FindingState.Problem, $"Backup {backups[0].Id} comes from the future: it is {now:u} here.", "Set the clock. Nothing is deleted from the archive until the clocks agree.")
        : new("clock", FindingState.Ok, $"It is {now:u}, after everything in the archive.");

    private Finding Stream()
    {
        using var free = ArchiveLock.TryTakeStream(locations.WorkFolder);
        return free is null
            ? new("stream", FindingState.Ok, locations.OnlySnapshots is null ? "A worker on this machine streams every commit into the archive." : "A worker on this machine takes its snapshots.")
            : new("stream", FindingState.Warning, "No worker on this machine streams into the archive: what was committed since the newest backup is in the database alone.", "belfry run");
    }
}

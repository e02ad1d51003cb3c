using Belfry.Storage;

namespace Belfry.BackupWorker.Commands;

/// <summary>
/// The file that a restore writes. What is there before is never lost: it is moved aside, together with its WAL, and only
/// after the restored file was checked.
/// </summary>
internal sealed class RestorePlace(string path)
{
    /// <summary>The full path.</summary>
    public string File { get; } = Path.GetFullPath(path);

    /// <summary>Whether the file exists, or a WAL that would be mistaken for the restored file's own.</summary>
    public bool Occupied => Existing().Any();

    /// <summary>Restores into the place; returns where the file that was there is kept, or null.</summary>
    /// <exception cref="FaultException">A program has the file open; everything is as it was.</exception>
    public async Task<string?> FillAsync(Func<string, Task> restore)
    {
        if (!Occupied)
        {
            await restore(File);
            return null;
        }

        RefuseRollbackJournal();
        RefuseIfInUse();
        var stamp = TimeProvider.System.GetUtcNow().UtcDateTime.ToString("yyyyMMdd'T'HHmmss'Z'");
        var (restored, kept) = ($"{File}.restored-{stamp}", $"{File}.replaced-{stamp}");
        await restore(restored);
        var moved = false;
        try
        {
            RefuseIfInUse();

            // The database first: a crash in between leaves no database rather than one without its newest commits.
            foreach (var end in Existing().ToList())
            {
                System.IO.File.Move(File + end, kept + end);
                moved = true;
            }

            System.IO.File.Move(restored, File);
            return kept;
        }
        catch when (!moved)
        {
            // Nobody would look for it, and it takes the space of a whole database. Once something was moved it is what is left to put there.
            DatabaseFiles.Delete(restored);
            throw;
        }
    }

    private IEnumerable<string> Existing() => DatabaseFiles.Ends.Where(end => System.IO.File.Exists(File + end));

    /// <summary>
    /// Without a WAL a program that has the file open holds no lock while it does nothing, so nobody can tell. It would go on in the file that was moved away, and its journal would be taken for the
    /// restored one's.
    /// </summary>
    private void RefuseRollbackJournal()
    {
        const int writeVersionAt = 18; // of the database header: 1 with a rollback journal, 2 with a WAL
        var header = new byte[writeVersionAt + 1];
        if (!System.IO.File.Exists(File))
        {
            return;
        }

        using var file = new FileStream(File, FileMode.Open, FileAccess.Read, FileShare.ReadWrite | FileShare.Delete);
        if (file.ReadAtLeast(header, header.Length, throwOnEndOfStream: false) == header.Length && header.AsSpan().StartsWith("SQLite format 3\0"u8) && header[writeVersionAt] == 1)
        {
            throw new FaultException(new Fault(
                ExitCode.Failed,
                FaultCode.NotWal,
                $"Nothing was restored to {File}.",
                "That database is not in WAL mode, so nobody can tell whether a program has it open; replacing it under one could damage both.",
                $"{Faults.MoveAway(File)}, then run the same command again."));
        }
    }

    /// <summary>
    /// With a WAL SQLite holds a lock on these bytes of the database for as long as a connection to it is open, so taking them fails while any
    /// program uses the file, whatever state its content is in.
    /// </summary>
    private void RefuseIfInUse()
    {
        const long firstLockByte = 0x4000_0000;
        const long lockBytes = 512;
        if (!System.IO.File.Exists(File) || OperatingSystem.IsMacOS())
        {
            return;
        }

        try
        {
            using var file = new FileStream(File, FileMode.Open, FileAccess.ReadWrite, FileShare.ReadWrite);
            file.Lock(firstLockByte, lockBytes);
        }
        catch (IOException)
        {
            throw new FaultException(new Fault(
                ExitCode.Failed,
                FaultCode.FileInUse,
                $"Nothing was restored to {File}.",
                "A program has this database open; replacing it now would lose what that program writes.",
                "Stop that program (in containers: docker compose stop api backup-worker), then run the same command again."));
        }
    }
}

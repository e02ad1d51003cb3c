using System.IO.Enumeration;
using System.Security.Cryptography;
using Belfry.Storage.Backup.Objects;
using Belfry.Storage.Retention;

namespace Belfry.Storage.Uploads;

/// <summary>
/// Archives the uploads beside a snapshot. They are looked through before the snapshot and after it: what was deleted meanwhile was archived before, what came meanwhile
/// is found after, so that every file which the snapshot can mention is in its set.
/// </summary>
internal sealed class UploadArchiver(ObjectStore store, SetLog sets, PinLog pins)
{
    private const int BufferLength = 1 << 20;

    /// <param name="folder">Holds files named by their hash; others are passed over. It need not exist.</param>
    /// <param name="snapshot">Takes the snapshot.</param>
    /// <param name="cancellation">Stops between two blocks. Files archived by then stay until retention finds that no set mentions them.</param>
    /// <exception cref="StorageException"><see cref="StorageError.InputOutput"/>: a file cannot be read.</exception>
    public async Task<(Backup.Backup Backup, UploadSet Set)> RunAsync(
        string folder, Func<CancellationToken, Task<Backup.Backup>> snapshot, CancellationToken cancellation)
    {
        // All of them, because retention must not delete what this set is about to mention.
        var pin = await pins.TakeAsync([store.Names.Uploads], cancellation).ConfigureAwait(false);
        await using var pinned = pin.ConfigureAwait(false);
        var archived = await ListAsync(cancellation).ConfigureAwait(false);
        var found = new SortedDictionary<string, long>(StringComparer.Ordinal);
        await ArchiveAsync(folder, archived, found, cancellation).ConfigureAwait(false);
        var backup = await snapshot(cancellation).ConfigureAwait(false);
        var wrong = await ArchiveAsync(folder, archived, found, cancellation).ConfigureAwait(false);
        var set = new UploadSet(backup.Id, [.. found.Select(file => new Upload(file.Key, file.Value))]) { Wrong = wrong };
        await sets.WriteAsync(set, cancellation).ConfigureAwait(false);

        // A retention that was deleting before the pin was there may have taken one that was reused.
        await ArchiveAsync(folder, await ListAsync(cancellation).ConfigureAwait(false), found, cancellation).ConfigureAwait(false);
        return (backup, set);
    }

    private async Task<HashSet<string>> ListAsync(CancellationToken cancellation) =>
        [.. (await store.Target.ListAsync(store.Names.Uploads, cancellation).ConfigureAwait(false)).Select(stored => stored.Name[(stored.Name.LastIndexOf('/') + 1)..])];

    /// <summary>Archives what is not yet there and returns the names of files that are not what they are called.</summary>
    private async Task<List<string>> ArchiveAsync(
        string folder, HashSet<string> archived, SortedDictionary<string, long> found, CancellationToken cancellation)
    {
        var wrong = new List<string>();
        if (!Directory.Exists(folder))
        {
            return wrong;
        }

        try
        {
            foreach (var file in FilesIn(folder))
            {
                if (!await TryArchiveAsync(file, archived, found, cancellation).ConfigureAwait(false))
                {
                    wrong.Add(file.Name);
                }
            }
        }
        catch (Exception cause) when (cause is IOException or UnauthorizedAccessException)
        {
            throw Failed(folder, cause); // a folder in it, which the cause names: what it holds is not known, so the set would lack it
        }

        return wrong;
    }

    /// <summary>Files that are named as uploads, at any depth, but for <c>lost+found</c>: there a disk that is mounted as the folder has what a repair found, for nobody but its administrator.</summary>
    private static FileSystemEnumerable<FileInfo> FilesIn(string folder) => new(
        folder,
        static (ref entry) => (FileInfo)entry.ToFileSystemInfo(),
        new EnumerationOptions { RecurseSubdirectories = true, IgnoreInaccessible = false, AttributesToSkip = FileAttributes.None })
    {
        ShouldIncludePredicate = static (ref entry) => !entry.IsDirectory && Upload.IsName(entry.FileName.ToString()),
        ShouldRecursePredicate = static (ref entry) => entry.FileName is not "lost+found",
    };

    /// <summary>False when the file is not what it is called.</summary>
    private async Task<bool> TryArchiveAsync(FileInfo file, HashSet<string> archived, SortedDictionary<string, long> found, CancellationToken cancellation)
    {
        try
        {
            if (!archived.Contains(file.Name) && !await CopyAsync(file, cancellation).ConfigureAwait(false))
            {
                return false;
            }

            archived.Add(file.Name);
            found.TryAdd(file.Name, file.Length);
        }
        catch (Exception gone) when (gone is FileNotFoundException or DirectoryNotFoundException)
        {
            // Deleted since it was listed: nothing mentions it any more, or the look before the snapshot has it.
        }
        catch (Exception cause) when (cause is IOException or UnauthorizedAccessException)
        {
            throw Failed(file.FullName, cause);
        }

        return true;
    }

    private static StorageException Failed(string path, Exception cause) => new(
        StorageError.InputOutput,
        path,
        $"Cannot archive {path}.",
        $"The system says: {cause.Message.TrimEnd('.')}.",
        "Check that this user may read it and that the disks are sound.",
        cause);

    /// <summary>Copies one file; false, and nothing archived, when its content is not what its name says.</summary>
    private async Task<bool> CopyAsync(FileInfo file, CancellationToken cancellation)
    {
        var input = new FileStream(
            file.FullName, new FileStreamOptions { Share = FileShare.ReadWrite | FileShare.Delete, Options = FileOptions.SequentialScan, BufferSize = 0 });
        await using var closingInput = input.ConfigureAwait(false);
        var created = await store.CreateAsync(ObjectKind.Upload, cancellation).ConfigureAwait(false);
        await using var closing = created.ConfigureAwait(false);
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        var buffer = new byte[BufferLength];
        while (await input.ReadAsync(buffer, cancellation).ConfigureAwait(false) is var read and > 0)
        {
            hash.AppendData(buffer, 0, read);
            await created.Content.WriteAsync(buffer.AsMemory(0, read), cancellation).ConfigureAwait(false);
        }

        if (Convert.ToHexStringLower(hash.GetHashAndReset()) != file.Name)
        {
            return false;
        }

        try
        {
            await created.CommitAsync(store.Names.Upload(file.Name), cancellation).ConfigureAwait(false);
        }
        catch (StorageException taken) when (taken.Error == StorageError.NameTaken)
        {
            // Somebody archived the same content at the same time.
        }

        return true;
    }
}

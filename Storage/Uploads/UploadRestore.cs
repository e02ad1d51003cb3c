using System.Security.Cryptography;
using Belfry.Storage.Backup;
using Belfry.Storage.Backup.Objects;
using Belfry.Storage.Backup.Targets;
using Belfry.Storage.Retention;

namespace Belfry.Storage.Uploads;

/// <summary>Brings the uploads of a moment back into a folder, each under its hash and only if its content has that hash.</summary>
internal sealed class UploadRestore(ObjectStore store, SetLog sets, PinLog pins)
{
    private const int BufferLength = 1 << 20;

    /// <param name="time">The moment that the database was restored to.</param>
    /// <param name="folder">Made when it does not exist. A file that is there with the right content stays; one with a wrong content is replaced.</param>
    /// <param name="cancellation">Stops between two blocks; complete files stay.</param>
    public async Task<UploadRestoreResult> RunAsync(DateTimeOffset time, string folder, CancellationToken cancellation)
    {
        var pin = await pins.TakeAsync([store.Names.Uploads], cancellation).ConfigureAwait(false);
        await using var pinned = pin.ConfigureAwait(false);
        var wanted = new HashSet<string>();
        var around = SetLog.Around(time, await sets.ListAsync(cancellation).ConfigureAwait(false)).ToList();
        foreach (var set in around)
        {
            wanted.UnionWith((await sets.ReadAsync(set, cancellation).ConfigureAwait(false)).Uploads.Select(upload => upload.Sha256));
        }

        DurableFiles.CreateFolder(Path.GetFullPath(folder));
        var (restored, present) = (0, 0);
        var (missing, wrong) = (new List<string>(), new List<string>());
        foreach (var sha256 in wanted.Order(StringComparer.Ordinal))
        {
            var path = Path.Combine(Path.GetFullPath(folder), sha256);
            if (await HasContentAsync(path, sha256, cancellation).ConfigureAwait(false))
            {
                present++;
                continue;
            }

            try
            {
                await WriteAsync(sha256, path, cancellation).ConfigureAwait(false);
                restored++;
            }
            catch (StorageException failure) when (failure.Error is StorageError.NotFound or StorageError.ArchiveDamaged)
            {
                (failure.Error == StorageError.NotFound ? missing : wrong).Add(sha256);
            }
        }

        DurableFiles.FlushFolder(Path.GetFullPath(folder));
        return new UploadRestoreResult(restored, present, missing, wrong) { Sets = around, IsExact = around is [var only] && only == ArchiveTime.Text(time) };
    }

    private async Task WriteAsync(string sha256, string path, CancellationToken cancellation)
    {
        var name = store.Names.Upload(sha256);
        var reader = await store.OpenAsync(name, ObjectKind.Upload, cancellation).ConfigureAwait(false);
        await using var closing = reader.ConfigureAwait(false);
        var temporary = $"{path}.{Guid.NewGuid():n}.tmp";
        try
        {
            using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
            var file = DurableFiles.Create(temporary);
            await using (file.ConfigureAwait(false))
            {
                var buffer = new byte[BufferLength];
                while (await reader.ReadAsync(buffer, cancellation).ConfigureAwait(false) is var read and > 0)
                {
                    hash.AppendData(buffer, 0, read);
                    await file.WriteAsync(buffer.AsMemory(0, read), cancellation).ConfigureAwait(false);
                }

                if (Convert.ToHexStringLower(hash.GetHashAndReset()) != sha256)
                {
                    throw ObjectReader.Damaged(name, "its content has another hash than its name");
                }

                file.Flush(flushToDisk: true);
            }

            File.Move(temporary, path, overwrite: true);
        }
        catch (IOException cause)
        {
            throw new StorageException(
                StorageError.InputOutput, path, $"Cannot restore {path}.", $"The system says: {cause.Message.TrimEnd('.')}.", "Check the folder and the space that is left there.", cause);
        }
        finally
        {
            File.Delete(temporary);
        }
    }

    private static async Task<bool> HasContentAsync(string path, string sha256, CancellationToken cancellation)
    {
        if (!File.Exists(path))
        {
            return false;
        }

        File.SetLastWriteTimeUtc(path, DateTime.UtcNow); // wanted again: who removes what nobody names leaves it
        var file = new FileStream(path, new FileStreamOptions { Options = FileOptions.SequentialScan });
        await using var closing = file.ConfigureAwait(false);
        return Convert.ToHexStringLower(await SHA256.HashDataAsync(file, cancellation).ConfigureAwait(false)) == sha256;
    }
}

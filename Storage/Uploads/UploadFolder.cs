using System.Security.Cryptography;
using Belfry.Storage.Backup.Targets;
using Belfry.Storage.Restore;

namespace Belfry.Storage.Uploads;

/// <summary>The uploads of a volume: files named by their content, written once and never changed, readable by their owner only. Safe for concurrent use.</summary>
/// <param name="path">Such as <c>/data/uploads</c>; made when it does not exist.</param>
public sealed class UploadFolder(string path)
{
    private const int BufferBytes = 64 * 1024;
    private readonly Lock _gate = new();

    /// <summary>Keeps a content, of which only a part at a time is in memory. It is on disk when this returns, once, however often it came.</summary>
    /// <param name="first">How it begins.</param>
    /// <param name="rest">What follows; read to its end.</param>
    /// <param name="cancellation">Stops; nothing is kept then.</param>
    /// <exception cref="StorageException"><see cref="StorageError.DiskFull"/>.</exception>
    /// <exception cref="IOException">The disk refuses, or <paramref name="rest"/> ends too soon.</exception>
    public async Task<Upload> AddAsync(ReadOnlyMemory<byte> first, Stream rest, CancellationToken cancellation = default)
    {
        DurableFiles.CreateFolder(path);
        var temporary = Path.Combine(path, $"{Guid.NewGuid():N}.tmp");
        try
        {
            var upload = await WriteAsync(temporary, first, rest, cancellation).ConfigureAwait(false);
            lock (_gate)
            {
                var file = Path.Combine(path, upload.Sha256);
                DurableFiles.TryPublish(temporary, file);
                File.SetLastWriteTimeUtc(file, DateTime.UtcNow); // one that was there already is wanted again
            }

            return upload;
        }
        catch (IOException failure) when (DiskFull.Is(failure))
        {
            throw new StorageException(
                StorageError.DiskFull, path, $"Cannot keep an upload in {path}.", "The disk is full.", "Free space there, and send it again.", failure);
        }
        finally
        {
            File.Delete(temporary); // there only when the content was there already, or the write failed
        }
    }

    private static async Task<Upload> WriteAsync(string temporary, ReadOnlyMemory<byte> first, Stream rest, CancellationToken cancellation)
    {
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        await using var file = DurableFiles.Create(temporary);
        var buffer = new byte[BufferBytes];
        for (var block = first; block.Length > 0; block = buffer.AsMemory(0, await rest.ReadAsync(buffer, cancellation).ConfigureAwait(false)))
        {
            hash.AppendData(block.Span);
            await file.WriteAsync(block, cancellation).ConfigureAwait(false);
        }

        file.Flush(flushToDisk: true);
        return new Upload(Convert.ToHexStringLower(hash.GetHashAndReset()), file.Length);
    }

    /// <summary>The SHA-256 of every content.</summary>
    public IEnumerable<string> Names() =>
        Directory.Exists(path) ? Directory.EnumerateFiles(path).Select(file => Path.GetFileName(file)).Where(Upload.IsName) : [];

    /// <summary>The names of contents that are being written, or were when the process that wrote them died.</summary>
    public IEnumerable<string> Unfinished() => Directory.Exists(path) ? Directory.EnumerateFiles(path, "*.tmp").Select(file => Path.GetFileName(file)) : [];

    /// <summary>Removes a content, unless it was sent, perhaps again, since a time; one that is being read is read to its end.</summary>
    /// <param name="name">One of <see cref="Names"/> or <see cref="Unfinished"/>.</param>
    /// <param name="since">The time.</param>
    /// <exception cref="IOException">The disk refuses.</exception>
    /// <exception cref="UnauthorizedAccessException">The file or the folder belongs to somebody else.</exception>
    public void RemoveUntouchedSince(string name, DateTimeOffset since)
    {
        lock (_gate)
        {
            var file = Path.Combine(path, Path.GetFileName(name));
            if (File.GetLastWriteTimeUtc(file) < since)
            {
                File.Delete(file);
            }
        }
    }

    /// <summary>Opens a content for reading; null when there is none of this name, or it is not the name of an upload.</summary>
    /// <param name="sha256">64 lower-case hex digits.</param>
    public FileStream? Open(string sha256)
    {
        var file = Path.Combine(path, Upload.IsName(sha256) ? sha256 : "none");
        return File.Exists(file) ? new FileStream(file, FileMode.Open, FileAccess.Read, FileShare.Read | FileShare.Delete) : null;
    }
}

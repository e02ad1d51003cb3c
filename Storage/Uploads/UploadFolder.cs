using System.Security.Cryptography;
using Belfry.Storage.Backup.Targets;

namespace Belfry.Storage.Uploads;

/// <summary>The uploads of a volume: files named by their content, written once and never changed, readable by their owner only. Safe for concurrent use.</summary>
/// <param name="path">Such as <c>/data/uploads</c>; made when it does not exist.</param>
public sealed class UploadFolder(string path)
{
    /// <summary>Keeps a content; nothing is written when it is there already. It is on disk when this returns.</summary>
    /// <exception cref="IOException">The disk is full, or refuses.</exception>
    public async Task<Upload> AddAsync(ReadOnlyMemory<byte> content, CancellationToken cancellation = default)
    {
        var upload = new Upload(Convert.ToHexStringLower(SHA256.HashData(content.Span)), content.Length);
        var target = Path.Combine(path, upload.Sha256);
        if (File.Exists(target))
        {
            return upload;
        }

        DurableFiles.CreateFolder(path);
        var temporary = $"{target}.{Guid.NewGuid():N}.tmp";
        try
        {
            await using (var file = DurableFiles.Create(temporary))
            {
                await file.WriteAsync(content, cancellation).ConfigureAwait(false);
                file.Flush(flushToDisk: true);
            }

            DurableFiles.TryPublish(temporary, target);
        }
        finally
        {
            File.Delete(temporary); // there only when the content came twice at once, or the write failed
        }

        return upload;
    }

    /// <summary>Opens a content for reading; null when there is none of this name, or it is not the name of an upload.</summary>
    /// <param name="sha256">64 lower-case hex digits.</param>
    public FileStream? Open(string sha256)
    {
        var file = Path.Combine(path, Upload.IsName(sha256) ? sha256 : "none");
        return File.Exists(file) ? new FileStream(file, FileMode.Open, FileAccess.Read, FileShare.Read | FileShare.Delete) : null;
    }
}

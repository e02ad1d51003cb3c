using System.Security.Cryptography;
using System.Text;
using Belfry.Storage.Backup.Targets;

namespace Belfry.Storage.Backup;

/// <summary>The file that makes a place an archive: <c>{"format":"belfry-archive","version":1,"id":"..."}</c>.</summary>
internal static class ArchiveMarker
{
    private const string Name = "archive.json";
    private const string Format = "\"format\":\"belfry-archive\",\"version\":1,";

    /// <summary>Refuses another format's archive, and marks a place that is none yet.</summary>
    public static async Task CheckAsync(ITarget target, CancellationToken cancellation)
    {
        try
        {
            var input = await target.OpenAsync(Name, cancellation).ConfigureAwait(false);
            await using var closing = input.ConfigureAwait(false);
            using var reader = new StreamReader(input);
            var text = await reader.ReadToEndAsync(cancellation).ConfigureAwait(false);
            if (!text.Contains(Format, StringComparison.Ordinal))
            {
                throw new StorageException(
                    StorageError.ArchiveUnavailable,
                    target.Description,
                    $"Cannot use the archive {target.Description}.",
                    $"Its {Name} is not of format version 1.",
                    "Use the version that wrote it, or another folder.");
            }
        }
        catch (StorageException missing) when (missing.Error == StorageError.NotFound)
        {
            var marker = $"{{{Format}\"id\":\"{RandomNumberGenerator.GetHexString(32, lowercase: true)}\"}}\n";
            var upload = await target.CreateAsync(cancellation).ConfigureAwait(false);
            await using var closing = upload.ConfigureAwait(false);
            await upload.Content.WriteAsync(Encoding.ASCII.GetBytes(marker), cancellation).ConfigureAwait(false);
            await upload.CommitAsync(Name, cancellation).ConfigureAwait(false);
        }
    }
}

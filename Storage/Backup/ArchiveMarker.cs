using System.Security.Cryptography;
using System.Text;
using Belfry.Storage.Backup.Targets;

namespace Belfry.Storage.Backup;

/// <summary>The file that makes a place an archive: <c>{"format":"belfry-archive","version":1,"id":"..."}</c>.</summary>
internal static class ArchiveMarker
{
    public const string Name = "archive.json";
    private const string Format = "\"format\":\"belfry-archive\",\"version\":1,";
    private const int MaxBytes = 4096;

    private const int Tries = 5;
    private static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(200);

    /// <summary>Refuses another format's archive, and marks a place that is none yet. Of several who do so at once one makes the mark.</summary>
    /// <exception cref="StorageException"><see cref="StorageError.ArchiveUnavailable"/>: as <see cref="ExistsAsync"/>, or the mark is there and is not after a second.</exception>
    public static async Task CheckAsync(ITarget target, CancellationToken cancellation)
    {
        for (var attempt = 1; ; attempt++)
        {
            try
            {
                if (await ExistsAsync(target, cancellation).ConfigureAwait(false) || await TryMarkAsync(target, cancellation).ConfigureAwait(false))
                {
                    return;
                }

                if (attempt == Tries)
                {
                    throw new StorageException(
                        StorageError.ArchiveUnavailable,
                        target.Description,
                        $"Cannot use the archive {target.Description}.",
                        $"Its {Name} cannot be read, and cannot be written because it is there.",
                        "Check whether this user or key may read there, and whether something deletes objects.");
                }
            }
            catch (StorageException changing) when (changing.Error == StorageError.ArchiveDamaged && attempt < Tries)
            {
                // A place that does not refuse taken names lets several starters put the mark one over the other, and it was read meanwhile.
            }

            await Task.Delay(Pause, cancellation).ConfigureAwait(false);
        }
    }

    /// <summary>Whether a place is an archive of this format.</summary>
    /// <exception cref="StorageException"><see cref="StorageError.ArchiveUnavailable"/>: it cannot be reached, or is of another format.</exception>
    public static async Task<bool> ExistsAsync(ITarget target, CancellationToken cancellation)
    {
        try
        {
            var input = await target.OpenAsync(Name, cancellation).ConfigureAwait(false);
            await using var closing = input.ConfigureAwait(false);
            var bytes = new byte[MaxBytes];
            var length = await input.ReadAtLeastAsync(bytes, MaxBytes, throwOnEndOfStream: false, cancellation).ConfigureAwait(false);
            return Encoding.UTF8.GetString(bytes, 0, length).Contains(Format, StringComparison.Ordinal)
                ? true
                : throw new StorageException(
                    StorageError.ArchiveUnavailable,
                    target.Description,
                    $"Cannot use the archive {target.Description}.",
                    $"Its {Name} is not of format version 1.",
                    "Use the version that wrote it, or another place.");
        }
        catch (StorageException missing) when (missing.Error == StorageError.NotFound)
        {
            return false;
        }
    }

    /// <summary>Gives another place the same mark, so that both are one archive.</summary>
    /// <exception cref="StorageException"><see cref="StorageError.NameTaken"/>: the other place is an archive of its own.</exception>
    public static async Task CopyAsync(ITarget source, ITarget destination, CancellationToken cancellation)
    {
        var input = await source.OpenAsync(Name, cancellation).ConfigureAwait(false);
        await using var closing = input.ConfigureAwait(false);
        using var reader = new StreamReader(input);
        var marker = await reader.ReadToEndAsync(cancellation).ConfigureAwait(false);
        if (!await TryWriteAsync(destination, marker, cancellation).ConfigureAwait(false))
        {
            throw new StorageException(
                StorageError.NameTaken,
                destination.Description,
                $"Cannot mirror to {destination.Description}.",
                $"It holds another archive than {source.Description}.",
                "Give the mirror an empty place of its own.");
        }
    }

    private static Task<bool> TryMarkAsync(ITarget target, CancellationToken cancellation) =>
        TryWriteAsync(target, $"{{{Format}\"id\":\"{RandomNumberGenerator.GetHexString(32, lowercase: true)}\"}}\n", cancellation);

    private static async Task<bool> TryWriteAsync(ITarget target, string marker, CancellationToken cancellation)
    {
        var upload = await target.CreateAsync(cancellation).ConfigureAwait(false);
        await using var closing = upload.ConfigureAwait(false);
        await upload.Content.WriteAsync(Encoding.ASCII.GetBytes(marker), cancellation).ConfigureAwait(false);
        try
        {
            await upload.CommitAsync(Name, cancellation).ConfigureAwait(false);
            return true;
        }
        catch (StorageException taken) when (taken.Error == StorageError.NameTaken)
        {
            return false;
        }
    }
}

using System.Security.Cryptography;
using Belfry.Storage;
using Belfry.Storage.Backup.Objects;

namespace Belfry.BackupWorker.Commands;

/// <summary>The file of an archive's keys, which only its owner can read; see <see cref="ArchiveKeys.FromFile"/>.</summary>
internal static class KeyFile
{
    /// <summary>Puts a random key before those of the file, which is made when it does not exist. A crash leaves the old file or the new one.</summary>
    /// <exception cref="FaultException">The name is wrong or taken.</exception>
    /// <exception cref="StorageException">The file has something else in it.</exception>
    public static async Task AddAsync(string path, string name, CancellationToken cancellation)
    {
        var before = File.Exists(path) ? await File.ReadAllTextAsync(path, cancellation) : "";
        if (before.Trim().Length > 0 && ArchiveKeys.FromFile(path).Names.Contains(name))
        {
            throw Refused(path, $"It has a key named \"{name}\", which may be needed to read what was written with it.");
        }

        var key = RandomNumberGenerator.GetHexString(2 * ArchiveKeys.KeyLength, lowercase: true);
        var temporary = $"{path}.{Guid.NewGuid():n}.tmp";
        try
        {
            await WriteAsync(temporary, $"{name} {key}\n{before}", cancellation);
            _ = ArchiveKeys.FromFile(temporary);
            File.Move(temporary, path, overwrite: true);
        }
        catch (StorageException)
        {
            throw Refused(path, $"\"{name}\" is no name for a key: 1 to {ArchiveKeys.MaxNameLength} of a-z, 0-9 and the hyphen.");
        }
        finally
        {
            File.Delete(temporary);
        }
    }

    private static async Task WriteAsync(string path, string content, CancellationToken cancellation)
    {
        await using var file = OwnerFile.Create(path);
        await file.WriteAsync(System.Text.Encoding.ASCII.GetBytes(content), cancellation);
        file.Flush(flushToDisk: true);
    }

    private static FaultException Refused(string path, string why) =>
        new(new Fault(ExitCode.Usage, FaultCode.KeyRefused, $"No key was added to {path}.", why, $"belfry keys new {DateTime.UtcNow:yyyy-MM-dd} --key-file {Wording.Quoted(path)}"));
}

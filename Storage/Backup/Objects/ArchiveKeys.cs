using System.Security.Cryptography;
using System.Text;
using System.Text.RegularExpressions;
using Belfry.Storage.Backup.Targets;

namespace Belfry.Storage.Backup.Objects;

/// <summary>
/// The master keys of an archive. New objects are encrypted under the current one; older ones stay for reading. To rotate, add a key
/// under a new name and make it the current one: no object is rewritten.
/// </summary>
public sealed partial class ArchiveKeys
{
    /// <summary>Length of a master key in bytes.</summary>
    public const int KeyLength = 32;

    /// <summary>Length of the longest name.</summary>
    public const int MaxNameLength = 32;

    private readonly Dictionary<string, byte[]> _keys;

    /// <summary>Creates the set.</summary>
    /// <param name="current">The name of the key for new objects.</param>
    /// <param name="keys">Names (1 to 32 of a-z, 0-9 and the hyphen) and keys of 32 bytes.</param>
    /// <exception cref="ArgumentException">A name or a length is wrong, or the current key is not among them.</exception>
    public ArchiveKeys(string current, IReadOnlyDictionary<string, byte[]> keys)
    {
        foreach (var (name, key) in keys)
        {
            if (!KeyName().IsMatch(name) || key.Length != KeyLength)
            {
                throw new ArgumentException($"Key \"{name}\" must have {KeyLength} bytes and a name of 1 to 32 of a-z, 0-9 and the hyphen.", nameof(keys));
            }
        }

        Current = keys.ContainsKey(current) ? current : throw new ArgumentException($"There is no key named \"{current}\".", nameof(current));
        _keys = new Dictionary<string, byte[]>(keys);
    }

    /// <summary>The name of the key for new objects.</summary>
    public string Current { get; }

    /// <summary>The names of all keys, the current one first.</summary>
    public IReadOnlyList<string> Names => [Current, .. _keys.Keys.Where(name => name != Current)];

    /// <summary>The keys of a file: a line for each, its name, a space and 64 hexadecimal digits. The first line is the current key.</summary>
    /// <param name="path">Such as <c>/run/secrets/backup-keys</c>.</param>
    /// <exception cref="StorageException"><see cref="StorageError.KeyMissing"/>: the file is missing, unreadable or not of this form.</exception>
    public static ArchiveKeys FromFile(string path)
    {
        try
        {
            var keys = File.ReadLines(path).Select(line => line.Split(' ', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries)).Where(words => words.Length > 0)
                .Select(words => words is [var name, var digits] ? (Name: name, Key: Convert.FromHexString(digits)) : throw new FormatException()).ToList();
            return new ArchiveKeys(keys.Count > 0 ? keys[0].Name : "", keys.ToDictionary(key => key.Name, key => key.Key));
        }
        catch (Exception cause) when (cause is IOException or UnauthorizedAccessException or FormatException or ArgumentException)
        {
            throw new StorageException(
                StorageError.KeyMissing,
                path,
                $"Cannot use the backup keys in {path}.",
                "It must be a readable file with a line for each key: its name, a space, and 64 hexadecimal digits.",
                "Make one with: belfry keys new",
                cause);
        }
    }

    /// <summary>
    /// Puts a new random key before those of a file, as the current one. The file is made, for its owner only, when it does not exist; a crash leaves the old one or the new one.
    /// </summary>
    /// <param name="path">Such as <c>/etc/belfry/backup-keys</c>; its folder must exist.</param>
    /// <param name="name">The new key's name, which the file does not have yet.</param>
    /// <exception cref="ArgumentException">The name is wrong or taken.</exception>
    /// <exception cref="StorageException"><see cref="StorageError.KeyMissing"/>: the file has something else in it; <see cref="StorageError.Busy"/>: somebody adds a key right now.</exception>
    /// <exception cref="IOException">The file cannot be written; or <see cref="UnauthorizedAccessException"/>.</exception>
    public static void AddToFile(string path, string name)
    {
        using var turn = LockFile.TryTake(path + ".lock", FileOptions.DeleteOnClose) ?? throw new StorageException(
            StorageError.Busy, path, $"No key was added to {path}.", "Somebody else adds one right now.", "Try again.");
        var before = File.Exists(path) ? File.ReadAllText(path) : "";
        if (!KeyName().IsMatch(name) || (before.Trim().Length > 0 && FromFile(path).Names.Contains(name)))
        {
            throw new ArgumentException($"\"{name}\" is the name of a key that the file has, or none at all: 1 to {MaxNameLength} of a-z, 0-9 and the hyphen", nameof(name));
        }

        var temporary = $"{path}.{Guid.NewGuid():n}.tmp";
        try
        {
            using (var file = DurableFiles.Create(temporary))
            {
                if (!OperatingSystem.IsWindows() && before.Length > 0)
                {
                    File.SetUnixFileMode(temporary, File.GetUnixFileMode(path)); // whoever may read it now still may
                }

                file.Write(Encoding.ASCII.GetBytes($"{name} {RandomNumberGenerator.GetHexString(2 * KeyLength, lowercase: true)}\n{before}"));
                file.Flush(flushToDisk: true);
            }

            File.Move(temporary, path, overwrite: true);
            DurableFiles.FlushFolder(Path.GetDirectoryName(path)!);
        }
        finally
        {
            File.Delete(temporary);
        }
    }

    internal AesGcm? Find(string name) => _keys.TryGetValue(name, out var key) ? new AesGcm(key, ObjectCipher.TagLength) : null;

    [GeneratedRegex("^[a-z0-9-]{1,32}$")]
    private static partial Regex KeyName();
}

using System.Security.Cryptography;
using System.Text.RegularExpressions;

namespace Belfry.Storage.Backup.Objects;

/// <summary>
/// The master keys of an archive. New objects are encrypted under the current one; older ones stay for reading. To rotate, add a key
/// under a new name and make it the current one: no object is rewritten.
/// </summary>
public sealed partial class ArchiveKeys
{
    /// <summary>Length of a master key in bytes.</summary>
    public const int KeyLength = 32;

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

    /// <summary>A set of one key, read from a file of 64 hexadecimal digits.</summary>
    /// <param name="name">The key's name.</param>
    /// <param name="path">Such as <c>/run/secrets/backup-key</c>; make one with <c>openssl rand -hex 32</c>.</param>
    /// <exception cref="StorageException"><see cref="StorageError.KeyMissing"/>: the file is missing, unreadable or not of this form.</exception>
    public static ArchiveKeys FromFile(string name, string path)
    {
        try
        {
            var key = Convert.FromHexString(File.ReadAllText(path).Trim());
            return new ArchiveKeys(name, new Dictionary<string, byte[]> { [name] = key });
        }
        catch (Exception cause) when (cause is IOException or UnauthorizedAccessException or FormatException or ArgumentException)
        {
            throw new StorageException(
                StorageError.KeyMissing, path, $"Cannot use the backup key in {path}.", "It must be a readable file of 64 hexadecimal digits.", "Make one with: openssl rand -hex 32", cause);
        }
    }

    internal AesGcm? Find(string name) => _keys.TryGetValue(name, out var key) ? new AesGcm(key, ObjectCipher.TagLength) : null;

    [GeneratedRegex("^[a-z0-9-]{1,32}$")]
    private static partial Regex KeyName();
}

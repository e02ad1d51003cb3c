using System.Buffers.Binary;
using System.Security.Cryptography;
using System.Text;

namespace Belfry.Storage.Backup.Objects;

/// <summary>The key of one object and the encryption of its blocks: AES-256-GCM, the block's number as nonce, its prefix as associated data.</summary>
internal sealed class ObjectCipher : IDisposable
{
    public const int TagLength = 16;
    private const int NonceLength = 12;
    private const int ObjectKeyLength = 32;
    private const int WrappedLength = ObjectKeyLength + TagLength;

    private readonly AesGcm _aes;
    private readonly byte[] _nonce = new byte[NonceLength];
    private long _block;

    private ObjectCipher(ReadOnlySpan<byte> key) => _aes = new AesGcm(key, TagLength);

    /// <summary>How long the key section is for a key of this name.</summary>
    public static int SectionLength(int nameLength) => 1 + nameLength + NonceLength + WrappedLength;

    /// <summary>Makes a random object key and writes it, wrapped by the current master key, behind the header.</summary>
    public static ObjectCipher Create(ArchiveKeys keys, Span<byte> header, Span<byte> section)
    {
        var name = keys.Current;
        section[0] = (byte)name.Length;
        Encoding.ASCII.GetBytes(name, section[1..]);
        var nonce = section.Slice(1 + name.Length, NonceLength);
        RandomNumberGenerator.Fill(nonce);
        Span<byte> key = stackalloc byte[ObjectKeyLength];
        RandomNumberGenerator.Fill(key);
        var wrapped = section.Slice(1 + name.Length + NonceLength, WrappedLength);
        using var master = keys.Find(name)!;
        master.Encrypt(nonce, key, wrapped[..ObjectKeyLength], wrapped[ObjectKeyLength..], [.. header, .. section[..(1 + name.Length)]]);
        return new ObjectCipher(key);
    }

    /// <summary>The name of the master key that a key section was made with.</summary>
    public static string KeyName(ReadOnlySpan<byte> section) => Encoding.ASCII.GetString(section.Slice(1, section[0]));

    /// <summary>Unwraps the object key.</summary>
    /// <exception cref="StorageException"><see cref="StorageError.KeyMissing"/> or <see cref="StorageError.KeyWrong"/>.</exception>
    public static ObjectCipher Open(ArchiveKeys? keys, ReadOnlySpan<byte> header, ReadOnlySpan<byte> section, string name)
    {
        var nameLength = section[0];
        var keyName = KeyName(section);
        using var master = keys?.Find(keyName) ?? throw new StorageException(
            StorageError.KeyMissing, name, $"Cannot read {name} from the archive.", $"It is encrypted under the key \"{keyName}\", which was not given.", "Give the key of this name.");
        Span<byte> key = stackalloc byte[ObjectKeyLength];
        var wrapped = section.Slice(1 + nameLength + NonceLength, WrappedLength);
        try
        {
            master.Decrypt(
                section.Slice(1 + nameLength, NonceLength), wrapped[..ObjectKeyLength], wrapped[ObjectKeyLength..], key, [.. header, .. section[..(1 + nameLength)]]);
        }
        catch (AuthenticationTagMismatchException cause)
        {
            throw new StorageException(
                StorageError.KeyWrong, name, $"Cannot read {name} from the archive.", $"The key \"{keyName}\" is not the one that it was written with.", "Give the right key of this name.", cause);
        }

        return new ObjectCipher(key);
    }

    /// <summary>Encrypts the next block in place; the tag goes behind it.</summary>
    public void Encrypt(ReadOnlySpan<byte> prefix, Span<byte> content, Span<byte> tag) => _aes.Encrypt(NextNonce(), content, content, tag, prefix);

    /// <summary>Decrypts the next block in place; false when it was changed, moved or left out.</summary>
    public bool TryDecrypt(ReadOnlySpan<byte> prefix, Span<byte> content, ReadOnlySpan<byte> tag)
    {
        try
        {
            _aes.Decrypt(NextNonce(), content, tag, content, prefix);
            return true;
        }
        catch (AuthenticationTagMismatchException)
        {
            return false;
        }
    }

    public void Dispose() => _aes.Dispose();

    private byte[] NextNonce()
    {
        BinaryPrimitives.WriteInt64LittleEndian(_nonce, _block++);
        return _nonce;
    }
}

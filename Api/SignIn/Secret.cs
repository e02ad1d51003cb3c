using System.Buffers.Binary;
using System.Buffers.Text;
using System.Security.Cryptography;
using System.Text;

namespace Belfry.Api.SignIn;

/// <summary>A random secret that a client holds, 43 characters of base64url; the database knows only its <see cref="SecretHash"/>.</summary>
internal static class Secret
{
    private const int Bytes = 32;

    public static string Create() => Base64Url.EncodeToString(RandomNumberGenerator.GetBytes(Bytes));
}

/// <summary>
/// SHA-256 of a secret's text. Fast on purpose: the secret has 256 random bits, so there is nothing to guess and nothing to slow down.
/// Looking up the hash instead of comparing the secret leaves no time to measure.
/// </summary>
internal readonly record struct SecretHash(UInt128 High, UInt128 Low)
{
    /// <summary>Longer texts are no secrets of ours.</summary>
    public const int MaxLength = 100;

    public static SecretHash Of(ReadOnlySpan<char> secret)
    {
        Span<byte> text = stackalloc byte[MaxLength * 3];
        Span<byte> hash = stackalloc byte[SHA256.HashSizeInBytes];
        SHA256.HashData(text[..Encoding.UTF8.GetBytes(secret[..Math.Min(secret.Length, MaxLength)], text)], hash);
        return new SecretHash(
            BinaryPrimitives.ReadUInt128BigEndian(hash), BinaryPrimitives.ReadUInt128BigEndian(hash[16..]));
    }

    public byte[] ToColumn()
    {
        var bytes = new byte[SHA256.HashSizeInBytes];
        BinaryPrimitives.WriteUInt128BigEndian(bytes, High);
        BinaryPrimitives.WriteUInt128BigEndian(bytes.AsSpan(16), Low);
        return bytes;
    }
}

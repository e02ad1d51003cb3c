using System.Security.Cryptography;
using System.Text;

namespace Belfry.Dashboard.SignIn;

/// <summary>Random secrets, and comparing them in a time that tells nothing about either.</summary>
internal static class Secrets
{
    /// <summary>128 random bits as 32 hexadecimal digits.</summary>
    public static string Create() => Convert.ToHexStringLower(RandomNumberGenerator.GetBytes(16));

    public static bool AreEqual(string given, string expected) =>
        CryptographicOperations.FixedTimeEquals(SHA256.HashData(Encoding.UTF8.GetBytes(given)), SHA256.HashData(Encoding.UTF8.GetBytes(expected)));
}

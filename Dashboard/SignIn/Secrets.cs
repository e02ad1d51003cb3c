using System.Security.Cryptography;
using System.Text;

namespace Belfry.Dashboard.SignIn;

/// <summary>Random secrets, and comparing them in a time that tells nothing about either.</summary>
internal static class Secrets
{
    private const int MinKeyLength = 16;

    /// <summary>128 random bits as 32 hexadecimal digits.</summary>
    public static string Create() => Convert.ToHexStringLower(RandomNumberGenerator.GetBytes(16));

    /// <summary>A secret from its variable, or from the file that <c>&lt;variable&gt;_FILE</c> names (less its last line break); null when neither is set.</summary>
    public static string? Read(IConfiguration configuration, string key, string variable, List<string> faults)
    {
        var (value, file) = (configuration[key], configuration[key + "_FILE"]);
        if (string.IsNullOrEmpty(file))
        {
            return string.IsNullOrEmpty(value) ? null : value;
        }

        if (!string.IsNullOrEmpty(value))
        {
            faults.Add($"{variable} and {variable}_FILE are both set. Keep one of them.");
            return null;
        }

        try
        {
            if (File.ReadAllText(file).TrimEnd('\r', '\n') is { Length: > 0 } secret)
            {
                return secret;
            }

            faults.Add($"{variable}_FILE names \"{file}\", which is empty.");
        }
        catch (Exception fault) when (fault is IOException or UnauthorizedAccessException)
        {
            faults.Add($"{variable}_FILE names \"{file}\", which could not be read: {fault.Message}");
        }

        return null;
    }

    /// <summary>A key that stands against other machines must not be guessed: they may try as often as they like.</summary>
    public static void RequireLength(string? key, string variable, IEnumerable<Uri> urls, List<string> faults)
    {
        if (key is { Length: < MinKeyLength } && !urls.All(url => url.IsLoopback))
        {
            faults.Add($"{variable} has fewer than {MinKeyLength} characters, and other machines can reach what it guards. Use a longer one, such as openssl rand -hex 16 prints.");
        }
    }

    public static bool AreEqual(string given, string expected) =>
        CryptographicOperations.FixedTimeEquals(SHA256.HashData(Encoding.UTF8.GetBytes(given)), SHA256.HashData(Encoding.UTF8.GetBytes(expected)));
}

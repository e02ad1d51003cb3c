using Microsoft.AspNetCore.Identity;

namespace Belfry.Dashboard.SignIn;

/// <summary>The password of a deployment: its hash as <c>dotnet Dashboard.dll hash-password</c> prints it, or the plain text of a secret file.</summary>
internal sealed class Password
{
    public const int MinLength = 12;
    private const string User = "dashboard";

    private readonly string? _plain;
    private readonly string? _hash;

    private Password(string? plain, string? hash) => (_plain, _hash) = (plain, hash);

    /// <summary>Null when neither is set.</summary>
    public static Password? Read(IConfiguration configuration, List<string> faults)
    {
        var plain = Secrets.Read(configuration, "Dashboard:Frontend:Password", "DASHBOARD__FRONTEND__PASSWORD", faults);
        var hash = Secrets.Read(configuration, "Dashboard:Frontend:PasswordHash", "DASHBOARD__FRONTEND__PASSWORDHASH", faults);
        if (plain is not null && hash is not null)
        {
            faults.Add("DASHBOARD__FRONTEND__PASSWORD and DASHBOARD__FRONTEND__PASSWORDHASH are both set. Keep one of them.");
        }
        else if (plain is { Length: < MinLength })
        {
            faults.Add($"DASHBOARD__FRONTEND__PASSWORD is shorter than {MinLength} characters.");
        }
        else if (hash is not null && !IsHash(hash))
        {
            faults.Add("DASHBOARD__FRONTEND__PASSWORDHASH is not a hash. Make one with: dotnet Dashboard.dll hash-password");
        }

        return plain is null && hash is null ? null : new Password(plain, hash);
    }

    public static string Hash(string password) => new PasswordHasher<string>().HashPassword(User, password);

    /// <summary>Takes tens of milliseconds for a hash, on purpose.</summary>
    public bool IsRight(string given) => _plain is not null
        ? Secrets.AreEqual(given, _plain)
        : new PasswordHasher<string>().VerifyHashedPassword(User, _hash!, given) != PasswordVerificationResult.Failed;

    /// <summary>Version byte 1, then the parameters, the salt and the key, in base64.</summary>
    private static bool IsHash(string text)
    {
        var bytes = new byte[text.Length];
        return Convert.TryFromBase64String(text, bytes, out var length) && length >= 61 && bytes[0] == 1;
    }
}

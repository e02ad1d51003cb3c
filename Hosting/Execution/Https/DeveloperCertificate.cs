using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;

namespace Aspire.Hosting.Execution;

/// <summary>The certificate for localhost that <c>dotnet dev-certs https</c> makes, in the store of the user.</summary>
internal static class DeveloperCertificate
{
    // The extension that marks it; its value is the version of the certificate.
    private const string Mark = "1.3.6.1.4.1.311.84.1.1";

    /// <summary>The newest one that is valid now and trusted by this user; null when there is none.</summary>
    /// <param name="untrusted">Whether there is one that is not trusted.</param>
    public static X509Certificate2? FindTrusted(out bool untrusted)
    {
        untrusted = false;
        try
        {
            using var store = new X509Store(StoreName.My, StoreLocation.CurrentUser);
            store.Open(OpenFlags.ReadOnly | OpenFlags.OpenExistingOnly);
            var now = DateTime.Now;
            var candidates = store.Certificates.Where(c => c.HasPrivateKey && c.Extensions[Mark] is not null && c.NotBefore <= now && now <= c.NotAfter)
                .OrderByDescending(c => c.Extensions[Mark]!.RawData is [var version, ..] ? version : 0).ThenByDescending(c => c.NotAfter).ToArray();
            var trusted = candidates.FirstOrDefault(IsTrusted);
            untrusted = trusted is null && candidates.Length > 0;
            return trusted;
        }
        catch (CryptographicException)
        {
            // No store, or one that cannot be read: as good as no certificate.
            return null;
        }
    }

    /// <summary>
    /// What this user's .NET programs trust: the root store of Windows, the keychain of macOS, on Linux the root store of .NET, which
    /// <c>dotnet dev-certs https --trust</c> fills, and the folders in <c>SSL_CERT_DIR</c>.
    /// </summary>
    private static bool IsTrusted(X509Certificate2 certificate)
    {
        using var chain = new X509Chain();
        chain.ChainPolicy.RevocationMode = X509RevocationMode.NoCheck;
        return chain.Build(certificate);
    }
}

using System.Collections;
using Microsoft.Extensions.Configuration;

namespace Belfry.ServiceDefaults;

/// <summary>
/// Reads secrets from files: <c>Control__Key_FILE=/run/secrets/control-key</c> sets <c>Control:Key</c> to that file's content
/// without surrounding white space. Only section keys (those with <c>__</c>) are looked at, so <c>SSL_CERT_FILE</c> and its like are not;
/// an empty value, as Compose passes an unset one, names no file.
/// </summary>
public static class SecretFiles
{
    private const string Suffix = "_FILE";

    /// <exception cref="StartFailureException">A named file cannot be read.</exception>
    public static IConfigurationBuilder AddSecretFiles(this IConfigurationBuilder configuration)
    {
        var secrets = new Dictionary<string, string?>();
        foreach (DictionaryEntry variable in Environment.GetEnvironmentVariables())
        {
            var (name, path) = ((string)variable.Key, (string)variable.Value!);
            if (name.EndsWith(Suffix, StringComparison.Ordinal) && name.Contains("__", StringComparison.Ordinal) && path.Length > 0)
            {
                secrets[name[..^Suffix.Length].Replace("__", ":", StringComparison.Ordinal)] = Read(name, path);
            }
        }

        return secrets.Count > 0 ? configuration.AddInMemoryCollection(secrets) : configuration;
    }

    /// <summary>A secret outside of every section: the variable <c>ADMIN_PASSWORD</c>, or the content of the file in <c>ADMIN_PASSWORD_FILE</c>.</summary>
    /// <returns>Null when neither is set.</returns>
    /// <exception cref="StartFailureException">The named file cannot be read.</exception>
    public static string? FindSecret(this IConfiguration configuration, string variable) =>
        configuration[variable + Suffix] is { Length: > 0 } path ? Read(variable + Suffix, path)
        : configuration[variable] is { Length: > 0 } value ? value
        : null;

    private static string Read(string variable, string path)
    {
        try
        {
            return File.ReadAllText(path).Trim();
        }
        catch (Exception cause) when (cause is IOException or UnauthorizedAccessException)
        {
            throw new StartFailureException(
                $"The secret file {path} cannot be read.", cause.Message, $"Correct the path in {variable}, or let this user read the file.", cause);
        }
    }
}

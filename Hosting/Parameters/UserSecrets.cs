using System.Reflection;
using System.Text.Json;
using System.Text.Json.Nodes;
using Microsoft.Extensions.Configuration.UserSecrets;

namespace Aspire.Hosting;

/// <summary>The developer's secrets file of the AppHost, shared with <c>dotnet user-secrets</c>. Written whole, for its owner only.</summary>
internal sealed class UserSecrets
{
    private static readonly JsonSerializerOptions Indented = new() { WriteIndented = true };

    // Several applications of one process (tests) share the file.
    private static readonly Lock Writing = new();

    internal UserSecrets(string path) => Path = path;

    public string Path { get; }

    /// <summary>Null when the assembly has no <c>UserSecretsId</c>.</summary>
    public static UserSecrets? Of(Assembly? assembly) => assembly?.GetCustomAttribute<UserSecretsIdAttribute>() is { } id
        ? new UserSecrets(PathHelper.GetSecretsPathFromSecretsId(id.UserSecretsId))
        : null;

    /// <summary>The stored value, or <paramref name="fresh"/> once it is stored.</summary>
    public string GetOrAdd(string key, string fresh)
    {
        lock (Writing)
        {
            var secrets = Read();
            if (secrets[key] is JsonValue stored)
            {
                return stored.ToString();
            }

            secrets[key] = fresh;
            Write(secrets);
            return fresh;
        }
    }

    /// <summary>Stores a value in place of any other.</summary>
    public void Set(string key, string value)
    {
        lock (Writing)
        {
            var secrets = Read();
            secrets[key] = value;
            Write(secrets);
        }
    }

    private JsonObject Read() => File.Exists(Path)
        ? JsonNode.Parse(File.ReadAllText(Path), documentOptions: new() { CommentHandling = JsonCommentHandling.Skip, AllowTrailingCommas = true }) as JsonObject ?? []
        : [];

    private void Write(JsonObject secrets)
    {
        Directory.CreateDirectory(System.IO.Path.GetDirectoryName(Path)!);
        var temporary = $"{Path}.{Environment.ProcessId}.tmp";
        var options = new FileStreamOptions { Mode = FileMode.Create, Access = FileAccess.Write };
        if (!OperatingSystem.IsWindows())
        {
            options.UnixCreateMode = UnixFileMode.UserRead | UnixFileMode.UserWrite;
        }

        using (var writer = new StreamWriter(temporary, options))
        {
            writer.Write(secrets.ToJsonString(Indented));
        }

        File.Move(temporary, Path, overwrite: true);
    }
}

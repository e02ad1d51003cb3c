using System.Reflection;
using Belfry.Storage;
using Belfry.Storage.Sqlite;

namespace Belfry.Api.Data;

/// <summary>A version of the service, and when it began to write.</summary>
/// <param name="Version">Of the image, as it was built: <c>1.4.0+538530d</c>; else of the program.</param>
/// <param name="At">In UTC.</param>
internal sealed record Deploy(string Version, DateTime At);

/// <summary>Notes each new version in the database, so that one sees on the timeline what was changed before something went wrong.</summary>
internal sealed partial class Deploys(IConfiguration configuration, TimeProvider time, ILogger<Deploys> logger)
{
    private const int MaxShown = 100;
    private const int CommitLength = 7;
    private const int MaxVersionLength = 100;

    /// <summary>Writes down the version of this process if another one wrote last. A database that takes no writes now is no reason not to start.</summary>
    public async Task NoteAsync(Database database)
    {
        var version = configuration["Deploy:Version"] is { Length: > 0 } image ? image[..Math.Min(image.Length, MaxVersionLength)] : Own();
        try
        {
            if (await database.ReadAsync(session => Newest(session, 1)) is [var newest] && newest.Version == version)
            {
                return;
            }

            await database.WriteAsync(
                session => session.Execute("insert into deploys (at, version) values (?1, ?2)", time.GetUtcNow().ToUnixTimeMilliseconds(), version), operation: "NoteDeploy");
        }
        catch (StorageException failure)
        {
            LogNotNoted(version, failure);
        }
    }

    /// <summary>The newest, newest first.</summary>
    public static List<Deploy> Newest(SqliteSession session, int count = MaxShown) => session.Query(
        "select version, at from deploys order by seq desc limit ?1", static row => new Deploy(row.GetString(0), row.GetTime(1)), count);

    /// <summary>With the beginning of the commit, as one writes it.</summary>
    private static string Own()
    {
        var version = typeof(Deploys).Assembly.GetCustomAttribute<AssemblyInformationalVersionAttribute>()!.InformationalVersion;
        var commit = version.IndexOf('+', StringComparison.Ordinal);
        return commit < 0 ? version : version[..Math.Min(version.Length, commit + 1 + CommitLength)];
    }

    [LoggerMessage(Level = LogLevel.Warning, Message = "Version {Version} was not noted in the database; it is at the next start.")]
    private partial void LogNotNoted(string version, Exception failure);
}

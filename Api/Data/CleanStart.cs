using Belfry.ServiceDefaults;
using Belfry.Storage;

namespace Belfry.Api.Data;

/// <summary><c>--clean</c>: a start in Development begins with an empty database.</summary>
internal sealed partial class CleanStart(bool isAsked, IHostEnvironment environment, ILogger<CleanStart> logger)
{
    public const string Flag = "--clean";

    /// <summary>Removes the database and the uploads beside it, if that is asked for; before anything opens them.</summary>
    /// <exception cref="StartFailureException">The environment is not Development: nothing was removed.</exception>
    public void Run(string path)
    {
        if (!isAsked)
        {
            return;
        }

        var database = Path.GetFullPath(path);
        if (!environment.IsDevelopment())
        {
            throw new StartFailureException(
                $"{Flag} was refused.",
                $"It would remove {database}, and this is {environment.EnvironmentName}, not Development.",
                $"Start without {Flag}, or with ASPNETCORE_ENVIRONMENT=Development if the data may go.");
        }

        var folder = Path.GetDirectoryName(database)!;
        if (Directory.Exists(folder))
        {
            DatabaseFiles.Delete(database);
            foreach (var upload in new DirectoryInfo(Path.Combine(folder, "uploads")) is { Exists: true } uploads ? uploads.GetFiles() : [])
            {
                upload.Delete();
            }
        }

        LogCleaned(Flag, database);
    }

    [LoggerMessage(Level = LogLevel.Warning, Message = "{Flag}: {Database} and its uploads were removed; this start begins with an empty database.")]
    private partial void LogCleaned(string flag, string database);
}

using System.Data.Common;
using Microsoft.Extensions.Configuration.Memory;

namespace Belfry.BackupWorker.Options;

/// <summary>The environment variables that backup scripts and images commonly have, taken as the settings they stand for where those are not set.</summary>
internal static class PlainVariables
{
    public static IConfigurationBuilder AddPlainVariables(this IConfigurationBuilder configuration)
    {
        var settings = new Dictionary<string, string?>();
        Take("BACKUP_SCHEDULE", $"{BackupOptions.Section}:{nameof(BackupOptions.Schedule)}", schedule => schedule);
        Take("BACKUP_RETENTION_DAYS", $"{BackupOptions.Section}:{nameof(BackupOptions.History)}", days => days); // a time span that is one number is so many days
        Take("DATABASE_PATH", $"{ConnectionOptions.Section}:appdb", path => new DbConnectionStringBuilder { ["Data Source"] = path }.ConnectionString);
        configuration.Sources.Insert(0, new MemoryConfigurationSource { InitialData = settings });
        return configuration;

        void Take(string variable, string key, Func<string, string> read)
        {
            if (Environment.GetEnvironmentVariable(variable) is { Length: > 0 } value)
            {
                settings[key] = read(value);
            }
        }
    }
}

using System.ComponentModel.DataAnnotations;
using Belfry.BackupWorker.Protection;
using Belfry.Storage;
using Belfry.Storage.Backup.Objects;
using Belfry.Storage.Retention;

namespace Belfry.BackupWorker.Options;

/// <summary>The section <c>Backup</c>, and what a section <c>Backup:Databases:NAME</c> may say otherwise. In a container each key is an environment variable, such as <c>Backup__Keep</c>.</summary>
internal sealed class BackupOptions
{
    public const string Section = "Backup";

    /// <summary>A schedule that has no time.</summary>
    public const string Never = "never";

    /// <summary>The folder of the archive; made, for its owner only, when it does not exist. No default: a guessed folder protects nobody.</summary>
    [Required(ErrorMessage = "Name the folder that backups go to, for example /backups.")]
    public string Target { get; set; } = "";

    /// <summary>When backups are taken: five cron fields, in UTC. Default: every quarter of an hour.</summary>
    [CronSchedule]
    public string Schedule { get; set; } = BackupSchedule.Default;

    /// <summary>When a random moment is restored to rehearse: five cron fields, in UTC, or <c>never</c>. Default: every day at 4:37, when no backup of the default schedule begins.</summary>
    [CronSchedule(OrNever = true)]
    public string DrillSchedule { get; set; } = "37 4 * * *";

    /// <summary>How many of the newest backups are kept, 1 to 10,000, default 24. The newest verified one is kept in any case.</summary>
    [Range(1, 10_000, ErrorMessage = "Keep between 1 and 10000 backups, for example 24.")]
    public int Keep { get; set; } = 24;

    /// <summary>For how long every moment stays restorable, compacted as it ages; up to ten years. Default 30 days.</summary>
    [TimeRange("00:00:00", "3650.00:00:00", ErrorMessage = "Keep between 00:00:00 and 3650 days of history, for example 30.00:00:00.")]
    public TimeSpan History { get; set; } = TimeSpan.FromDays(30);

    /// <summary>How long between marking an object for deletion and deleting it, up to 30 days. Default 1 h.</summary>
    [TimeRange("00:00:00", "30.00:00:00", ErrorMessage = "Wait between 00:00:00 and 30 days, for example 01:00:00.")]
    public TimeSpan Grace { get; set; } = TimeSpan.FromHours(1);

    /// <summary>The folder of uploaded files, named by the SHA-256 of their content, which belong to the database. Default: <c>uploads</c> beside the first database, none for a further one.</summary>
    public string Uploads { get; set; } = "";

    /// <summary>
    /// The file of the keys that the archive is encrypted with, as <see cref="ArchiveKeys.FromFile"/> reads it. Default: none, and nothing is encrypted; an empty
    /// file means the same, for deployments that always name one.
    /// </summary>
    public string KeyFile { get; set; } = "";

    /// <inheritdoc cref="KeyFile"/>
    /// <exception cref="StorageException"><see cref="StorageError.KeyMissing"/>: the file cannot be used.</exception>
    public ArchiveKeys? ReadKeys() => NamesKeys(KeyFile) ? ArchiveKeys.FromFile(KeyFile) : null;

    /// <summary>Whether a file of keys is named, and is more than empty.</summary>
    public static bool NamesKeys(string? file) => !string.IsNullOrWhiteSpace(file) && new FileInfo(file) is not { Exists: true, Length: 0 };

    public static IEnumerable<(string Property, string Fault)> Faults(BackupOptions options)
    {
        string? fault = null;
        try
        {
            _ = options.ReadKeys();
        }
        catch (StorageException unusable)
        {
            fault = $"{unusable.What} {unusable.Why}";
        }

        if (fault is not null)
        {
            yield return (nameof(KeyFile), fault);
        }
    }

    /// <summary>What of the archive is kept.</summary>
    public RetentionPolicy Retention => new() { Last = Keep, History = History, Grace = Grace };
}

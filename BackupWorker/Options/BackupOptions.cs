using System.ComponentModel.DataAnnotations;
using Belfry.BackupWorker.Protection;

namespace Belfry.BackupWorker.Options;

/// <summary>The section <c>Backup</c>. In a container each key is an environment variable, such as <c>Backup__Keep</c>.</summary>
internal sealed class BackupOptions
{
    public const string Section = "Backup";

    /// <summary>The folder of the archive; made, for its owner only, when it does not exist. No default: a guessed folder protects nobody.</summary>
    [Required(ErrorMessage = "Name the folder that backups go to, for example /backups.")]
    public string Target { get; set; } = "";

    /// <summary>When backups are taken: five cron fields, in UTC. Default: every quarter of an hour.</summary>
    [CronSchedule]
    public string Schedule { get; set; } = BackupSchedule.Default;

    /// <summary>How many of the newest backups are kept, 1 to 10,000, default 24. The newest verified one is kept in any case.</summary>
    [Range(1, 10_000, ErrorMessage = "Keep between 1 and 10000 backups, for example 24.")]
    public int Keep { get; set; } = 24;
}

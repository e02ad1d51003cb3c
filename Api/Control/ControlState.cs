namespace Belfry.Api.Control;

/// <summary>What the backup worker is doing and how far it got.</summary>
/// <param name="Database">The resource name of the database: `appdb`.</param>
/// <param name="Schedule">When backups are taken, as a five-field cron expression: `*/15 * * * *`.</param>
/// <param name="NextRun">When the next one is due, in UTC.</param>
/// <param name="Keep">How many of the newest backups are kept.</param>
/// <param name="Running">Whether one is being taken or verified now.</param>
/// <param name="NewestGood">The newest verified backup.</param>
/// <param name="LastFailure">The last failure since the worker started.</param>
internal sealed record ControlState(
    string Database, string Schedule, DateTime? NextRun, int Keep, bool Running, Backup? NewestGood, BackupFailure? LastFailure);

/// <summary>A backup that was not taken or not verified.</summary>
/// <param name="At">When, in UTC.</param>
/// <param name="Reason">Why.</param>
internal sealed record BackupFailure(DateTime At, string Reason);

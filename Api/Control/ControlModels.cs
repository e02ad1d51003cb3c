using System.Text.Json.Serialization;

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

/// <summary>One backup in the worker's archive.</summary>
/// <param name="Id">The moment it was begun, and its name in the archive: `20261121T011426.123Z`.</param>
/// <param name="TakenAt">The moment it shows, in UTC.</param>
/// <param name="Bytes">Its size in the archive.</param>
/// <param name="State">`verified` once it was read back, restored and checked.</param>
/// <param name="VerifiedAt">When it was verified, in UTC.</param>
/// <param name="RestoreMilliseconds">How long the restore took that verified it.</param>
/// <param name="Reason">Why it failed.</param>
internal sealed record Backup(
    string Id, DateTime TakenAt, long Bytes, BackupState State, DateTime? VerifiedAt, long? RestoreMilliseconds, string? Reason);

/// <summary>What is known about a backup. Only a verified one counts.</summary>
[JsonConverter(typeof(JsonStringEnumConverter<BackupState>))]
internal enum BackupState
{
    [JsonStringEnumMemberName("unverified")]
    Unverified,

    [JsonStringEnumMemberName("verified")]
    Verified,

    [JsonStringEnumMemberName("failed")]
    Failed,
}

using System.Text.Json.Serialization;
using Belfry.Api.Json;

namespace Belfry.Api.Control;

/// <summary>The databases that the backup worker protects, the application's first.</summary>
internal sealed record ProtectedDatabaseList(IReadOnlyList<ProtectedDatabase> Databases);

/// <summary>A database that the backup worker protects.</summary>
/// <param name="Name">What other requests call it: `notes`. The application's own is `appdb`.</param>
/// <param name="Path">Its file, as the worker sees it.</param>
/// <param name="Health">Whether it is protected.</param>
/// <param name="Description">The same in a sentence or two.</param>
internal sealed record ProtectedDatabase(string Name, string Path, ProtectionHealth Health, string Description);

/// <summary>Whether a database is protected: `degraded` still is, but something needs attention.</summary>
[JsonConverter(typeof(EnumNames<ProtectionHealth>))]
internal enum ProtectionHealth
{
    Healthy,
    Degraded,
    Unhealthy,
}

/// <summary>What the backup worker is doing and how far it got.</summary>
/// <param name="Database">The resource name of the database: `appdb`.</param>
/// <param name="Schedule">When backups are taken, as a five-field cron expression: `*/15 * * * *`.</param>
/// <param name="NextRun">When the next one is due, in UTC.</param>
/// <param name="Keep">How many of the newest backups are kept.</param>
/// <param name="Running">Whether one is being taken or verified now.</param>
/// <param name="NewestGood">The newest verified backup.</param>
/// <param name="LastFailure">The last failure since the worker started.</param>
/// <param name="Stream">How far the archive is behind the database.</param>
/// <param name="Mirrors">How far each mirror is behind the archive.</param>
/// <param name="DrillFailure">How the newest drill failed; null once one succeeded.</param>
/// <param name="Archive">Where backups go to.</param>
/// <param name="PausedUntil">When scheduled work goes on by itself, in UTC; null while it is not paused.</param>
internal sealed record ControlState(
    string Database, string Schedule, DateTime? NextRun, int Keep, bool Running, Backup? NewestGood, BackupFailure? LastFailure, StreamState? Stream,
    IReadOnlyList<MirrorState>? Mirrors, BackupFailure? DrillFailure, ArchiveState? Archive, DateTime? PausedUntil);

/// <summary>The archive itself.</summary>
/// <param name="Place">Where it is: `/backups`.</param>
/// <param name="FreeBytes">What its disk has left; null when that cannot be told.</param>
/// <param name="Keys">The names of its keys, the one that is written with first; none when it is not encrypted.</param>
internal sealed record ArchiveState(string Place, long? FreeBytes, IReadOnlyList<string> Keys);

/// <summary>How the streaming of commits stands.</summary>
/// <param name="Lineage">The history being written; null before its first snapshot is complete.</param>
/// <param name="Position">How many commits of it are in the archive.</param>
/// <param name="NewestCommitAt">When the newest archived commit was seen, in UTC.</param>
/// <param name="LagMilliseconds">The archive holds every commit that is older than this.</param>
/// <param name="WalBytes">Size of the WAL that commits are read from.</param>
/// <param name="Failure">Why nothing is streamed at the moment; null when all is well.</param>
/// <param name="LineageReason">Why the present history began; null when an earlier one goes on.</param>
/// <param name="WalBlockedSince">Since when the WAL cannot be copied into the database file, so that it grows, in UTC; null when it can.</param>
/// <param name="WalBlockedBy">What keeps it from that; null when nothing does.</param>
internal sealed record StreamState(
    string? Lineage, long Position, DateTime? NewestCommitAt, long? LagMilliseconds, long WalBytes, string? Failure, string? LineageReason,
    DateTime? WalBlockedSince, string? WalBlockedBy);

/// <summary>How a mirror of the archive stands.</summary>
/// <param name="Place">Where it is: `s3://bucket/prefix`.</param>
/// <param name="NewestCommitAt">When the newest commit that it holds was seen, in UTC.</param>
/// <param name="LagMilliseconds">It holds everything that the archive held this long ago.</param>
/// <param name="ObjectsBehind">Objects that it lacks.</param>
/// <param name="BytesBehind">Their size.</param>
/// <param name="Failure">The last failure; null when all is well.</param>
/// <param name="FailingSince">Since when it has failed, in UTC.</param>
internal sealed record MirrorState(
    string Place, DateTime? NewestCommitAt, long? LagMilliseconds, int ObjectsBehind, long BytesBehind, string? Failure, DateTime? FailingSince);

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

/// <summary>The backups of the archive, as the worker lists them.</summary>
internal sealed record BackupList(IReadOnlyList<Backup> Backups);

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

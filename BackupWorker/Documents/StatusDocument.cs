using System.Text.Json.Serialization;

namespace Belfry.BackupWorker.Documents;

/// <summary>What <c>belfry status</c> found by reading the archive, whether or not the service runs. Times are UTC.</summary>
/// <param name="Protected">Whether the newest verified backup is fresh enough for the schedule.</param>
/// <param name="Archive">The folder, as a full path.</param>
/// <param name="FreshUntil">When the newest verified backup stops counting as fresh; null when there is none.</param>
/// <param name="Backups">How many backups the archive holds, and how many bytes they occupy together.</param>
/// <param name="PausedUntil">When scheduled work goes on by itself; null while it is not paused, and of an archive elsewhere.</param>
/// <param name="OnlySnapshots">Why the commits between two backups cannot be archived; not there when they can, or the database is not at hand.</param>
internal sealed record StatusDocument(
    bool Protected, string Archive, string Schedule, BackupDocument? NewestGood, DateTime? FreshUntil, int Backups, long Bytes, DateTime? PausedUntil,
    [property: JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)] string? OnlySnapshots);

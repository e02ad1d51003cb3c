using System.Globalization;
using System.Security.Cryptography;

namespace Belfry.Storage.Backup;

/// <summary>What the name of a segment says: its tier (0, or the span of a record in seconds), the positions it covers and the time of its last commit.</summary>
internal sealed record SegmentName(string Name, string Lineage, int Tier, long First, long Last, DateTimeOffset Time);

/// <summary>The names of one database's objects, as docs/backup-format.md gives them.</summary>
internal sealed class ArchiveNames(string database)
{
    private const string SnapshotEnd = ".snapshot";
    private const string SegmentEnd = ".segment";
    private const string SetEnd = ".set";
    private const string PointEnd = ".point";
    private const string Good = "-good.verification";
    private const string Bad = "-bad.verification";

    public string Database => database + "/";

    public string Lineages => $"{database}/lineages/";

    public string Doomed => $"{database}/doomed/";

    public string Pins => $"{database}/pins/";

    public string Points => $"{database}/points/";

    public string Verifications => $"{database}/verifications/";

    public string Uploads => $"{database}/uploads/";

    public string Sets => $"{database}/sets/";

    public string Leases => $"{database}/leases/";

    /// <summary>The database that a snapshot or segment is of: <c>appdb/lineages/...</c>; null for any other object.</summary>
    public static string? DatabaseOf(string name) => name.Split('/') is [var database, "lineages", _, ..] ? database : null;

    public static string NewLineage(DateTimeOffset time, uint epoch) => $"{ArchiveTime.Text(time)}-{epoch:x6}-{RandomNumberGenerator.GetHexString(4, lowercase: true)}";

    /// <summary>The epoch in a lineage's name, or in the name of an object of it: <c>.../lineages/20261121T011426.123Z-000007-9f3a/...</c>; 0 when there is none.</summary>
    public static uint EpochOf(string name)
    {
        const string folder = "/lineages/";
        var start = name.IndexOf(folder, StringComparison.Ordinal);
        var lineage = (start < 0 ? name : name[(start + folder.Length)..]).Split('/')[0];
        return lineage.Length == ArchiveTime.Length + 1 + 6 + 1 + 4
            && lineage[ArchiveTime.Length] == '-'
            && lineage[ArchiveTime.Length + 7] == '-'
            && uint.TryParse(lineage.AsSpan(ArchiveTime.Length + 1, 6), NumberStyles.AllowHexSpecifier, CultureInfo.InvariantCulture, out var epoch)
            ? epoch
            : 0;
    }

    public string Snapshot(string lineage, long position, DateTimeOffset time) =>
        $"{Lineages}{lineage}/snapshots/{position:x16}-{ArchiveTime.Text(time)}{SnapshotEnd}";

    public string Segment(string lineage, int tier, long first, long last, DateTimeOffset time) =>
        $"{Lineages}{lineage}/segments/{tier}/{first:x16}-{last:x16}-{ArchiveTime.Text(time)}{SegmentEnd}";

    /// <summary>Reads <c>.../lineages/LINEAGE/segments/TIER/FIRST-LAST-TIME.segment</c>; null when it is not such a name.</summary>
    public static SegmentName? ReadSegment(string name)
    {
        if (name.Split('/') is not [.., "lineages", var lineage, "segments", var tier, var file]
            || file.Length != 16 + 1 + 16 + 1 + ArchiveTime.Length + SegmentEnd.Length
            || !file.EndsWith(SegmentEnd, StringComparison.Ordinal))
        {
            return null;
        }

        return int.TryParse(tier, NumberStyles.None, CultureInfo.InvariantCulture, out var level)
            && long.TryParse(file.AsSpan(0, 16), NumberStyles.AllowHexSpecifier, CultureInfo.InvariantCulture, out var first)
            && long.TryParse(file.AsSpan(17, 16), NumberStyles.AllowHexSpecifier, CultureInfo.InvariantCulture, out var last)
            && ArchiveTime.TryParse(file.AsSpan(34, ArchiveTime.Length), out var time)
            && first >= 1 && last >= first
            ? new SegmentName(name, lineage, level, first, last, time)
            : null;
    }

    /// <summary>The time in the name of a snapshot or a segment; null for others.</summary>
    public static DateTimeOffset? TimeOf(string name) =>
        ReadSegment(name)?.Time ?? (TryReadSnapshot(name, out _, out _, out var time) ? time : null);

    /// <param name="sha256">64 lower-case hex digits.</param>
    public string Upload(string sha256) => $"{Uploads}{sha256[..2]}/{sha256}";

    public string Set(string backup) => $"{Sets}{backup}{SetEnd}";

    /// <summary>The backup id of a set's name; null when it is not such a name.</summary>
    public string? BackupOfSet(string name) =>
        name.Length == Sets.Length + ArchiveTime.Length + SetEnd.Length && name.StartsWith(Sets, StringComparison.Ordinal) && name.EndsWith(SetEnd, StringComparison.Ordinal)
            ? name.Substring(Sets.Length, ArchiveTime.Length)
            : null;

    public string Point(string name) => $"{Points}{name}{PointEnd}";

    public string Verification(string backup, DateTimeOffset checkedAt, bool good) =>
        $"{Verifications}{backup}-{ArchiveTime.Text(checkedAt)}{(good ? Good : Bad)}";

    /// <summary>Reads <c>.../lineages/LINEAGE/snapshots/POSITION-TIME.snapshot</c>.</summary>
    public static bool TryReadSnapshot(string name, out string lineage, out long position, out DateTimeOffset time)
    {
        (lineage, position, time) = ("", 0, default);
        if (name.Split('/') is not [.., "lineages", var line, "snapshots", var file] || !file.EndsWith(SnapshotEnd, StringComparison.Ordinal))
        {
            return false;
        }

        lineage = line;
        return file.Length == 16 + 1 + ArchiveTime.Length + SnapshotEnd.Length
            && long.TryParse(file.AsSpan(0, 16), NumberStyles.AllowHexSpecifier, CultureInfo.InvariantCulture, out position)
            && ArchiveTime.TryParse(file.AsSpan(17, ArchiveTime.Length), out time);
    }

    /// <summary>The backup id that a verification's name starts with; null when it is not such a name.</summary>
    public string? BackupOfVerification(string name) =>
        name.Length > Verifications.Length + ArchiveTime.Length && (name.EndsWith(Good, StringComparison.Ordinal) || name.EndsWith(Bad, StringComparison.Ordinal))
            ? name.Substring(Verifications.Length, ArchiveTime.Length)
            : null;

    public static bool IsGood(string verificationName) => verificationName.EndsWith(Good, StringComparison.Ordinal);
}

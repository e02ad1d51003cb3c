using System.Globalization;
using Belfry.Storage.Backup;
using Belfry.Storage.Backup.Targets;

namespace Belfry.Storage.Retention;

/// <summary>What a policy keeps and what it gives up. Made without changing anything.</summary>
/// <param name="Kept">The backups that stay, newest first.</param>
/// <param name="Doomed">The backups that go, newest first.</param>
/// <param name="Objects">The names of the objects that nothing kept needs: snapshots, segments and verifications.</param>
public sealed record RetentionPlan(IReadOnlyList<Backup.Backup> Kept, IReadOnlyList<Backup.Backup> Doomed, IReadOnlyList<string> Objects)
{
    internal static RetentionPlan For(
        RetentionPolicy policy, IReadOnlyList<Backup.Backup> backups, List<StoredObject> objects, ArchiveNames names, DateTimeOffset now)
    {
        var kept = new HashSet<Backup.Backup>(backups.Take(Math.Max(1, policy.Last)));
        kept.UnionWith(backups.Where(backup => policy.Within > TimeSpan.Zero && now - backup.TakenAt < policy.Within));
        kept.UnionWith(backups.Where(backup => backup.State == BackupState.Verified).Take(1));
        kept.UnionWith(Newest(backups, policy.Hourly, time => time.ToString("yyyyMMddHH", CultureInfo.InvariantCulture)));
        kept.UnionWith(Newest(backups, policy.Daily, time => time.ToString("yyyyMMdd", CultureInfo.InvariantCulture)));
        kept.UnionWith(Newest(backups, policy.Weekly, time => $"{ISOWeek.GetYear(time)}-{ISOWeek.GetWeekOfYear(time)}"));
        kept.UnionWith(Newest(backups, policy.Monthly, time => time.ToString("yyyyMM", CultureInfo.InvariantCulture)));
        kept.UnionWith(Newest(backups, policy.Yearly, time => time.ToString("yyyy", CultureInfo.InvariantCulture)));

        // Every commit since a moment is restorable from the newest snapshot of its lineage before that moment, or from the lineage's first.
        var segmentsFrom = new Dictionary<string, long>();
        foreach (var lineage in backups.GroupBy(backup => LineageOf(backup.ObjectName).Lineage))
        {
            var since = now - policy.EveryCommit;
            var start = lineage.FirstOrDefault(backup => backup.TakenAt <= since) ?? lineage.Last();
            if (objects.Any(stored => ArchiveNames.ReadSegment(stored.Name) is { } segment && segment.Lineage == lineage.Key && segment.Time >= since))
            {
                kept.Add(start);
                segmentsFrom[lineage.Key] = LineageOf(start.ObjectName).Position;
            }
        }

        var doomed = backups.Where(backup => !kept.Contains(backup)).ToList();
        var gone = doomed.Select(backup => backup.Id).ToHashSet();
        var unneeded = objects
            .Select(stored => stored.Name)
            .Where(name => IsUnneeded(name, gone, segmentsFrom, names));
        return new RetentionPlan([.. backups.Where(kept.Contains)], doomed, [.. unneeded]);
    }

    private static bool IsUnneeded(string name, HashSet<string> gone, Dictionary<string, long> segmentsFrom, ArchiveNames names)
    {
        if (ArchiveNames.ReadSegment(name) is { } segment)
        {
            return !segmentsFrom.TryGetValue(segment.Lineage, out var from) || segment.Last <= from;
        }

        return ArchiveNames.TryReadSnapshot(name, out _, out _, out var time)
            ? gone.Contains(ArchiveTime.Text(time))
            : names.BackupOfVerification(name) is { } backup && gone.Contains(backup);
    }

    private static IEnumerable<Backup.Backup> Newest(IReadOnlyList<Backup.Backup> backups, int count, Func<DateTime, string> period) =>
        backups.GroupBy(backup => period(backup.TakenAt.UtcDateTime)).Take(count).Select(group => group.First());

    private static (string Lineage, long Position) LineageOf(string name)
    {
        ArchiveNames.TryReadSnapshot(name, out var lineage, out var position, out _);
        return (lineage, position);
    }
}

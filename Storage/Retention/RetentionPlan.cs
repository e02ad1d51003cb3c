using System.Globalization;
using Belfry.Storage.Backup;
using Belfry.Storage.Backup.Targets;
using Belfry.Storage.Restore;

namespace Belfry.Storage.Retention;

/// <summary>What a policy keeps and what it gives up. Made without changing anything.</summary>
/// <param name="Kept">The backups that stay, newest first.</param>
/// <param name="Doomed">The backups that go, newest first.</param>
/// <param name="Objects">The names of the objects that nothing kept needs: snapshots, segments, verifications, and points whose time is over.</param>
public sealed record RetentionPlan(IReadOnlyList<Backup.Backup> Kept, IReadOnlyList<Backup.Backup> Doomed, IReadOnlyList<string> Objects)
{
    /// <param name="policy">The rules.</param>
    /// <param name="backups">Every backup, newest first.</param>
    /// <param name="points">Every named point.</param>
    /// <param name="objects">Everything that the archive holds of this database.</param>
    /// <param name="names">The names of its objects.</param>
    /// <param name="now">The time.</param>
    /// <param name="streamed">The lineage that commits are being added to, without whose snapshot they would be worth nothing; when null, all with the highest epoch, as clocks may have lied.</param>
    internal static RetentionPlan For(
        RetentionPolicy policy,
        IReadOnlyList<Backup.Backup> backups,
        IReadOnlyList<NamedPoint> points,
        IReadOnlyCollection<StoredObject> objects,
        ArchiveNames names,
        DateTimeOffset now,
        string? streamed = null)
    {
        var kept = new HashSet<Backup.Backup>(backups.Take(Math.Max(1, policy.Last)));
        if (backups.All(backup => backup.State != BackupState.Verified))
        {
            kept.UnionWith(backups); // none of them is known to be good: perhaps the oldest is the only one that is
        }

        kept.UnionWith(backups.Where(backup => policy.Within > TimeSpan.Zero && now - backup.TakenAt < policy.Within));
        kept.UnionWith(backups.Where(backup => backup.State == BackupState.Verified).Take(1));
        kept.UnionWith(Newest(backups, policy.Hourly, time => time.ToString("yyyyMMddHH", CultureInfo.InvariantCulture)));
        kept.UnionWith(Newest(backups, policy.Daily, Day));
        kept.UnionWith(Newest(backups, policy.Weekly, time => $"{ISOWeek.GetYear(time)}-{ISOWeek.GetWeekOfYear(time)}"));
        kept.UnionWith(Newest(backups, policy.Monthly, time => time.ToString("yyyyMM", CultureInfo.InvariantCulture)));
        kept.UnionWith(Newest(backups, policy.Yearly, time => time.ToString("yyyy", CultureInfo.InvariantCulture)));

        // A history since a moment is restorable from the newest snapshot of its lineage before that moment, or from the lineage's first.
        var needed = new List<(string Lineage, long After, long To)>();
        var since = now - policy.History;
        var lastCommits = objects
            .Select(stored => ArchiveNames.ReadSegment(stored.Name))
            .OfType<SegmentName>()
            .GroupBy(segment => segment.Lineage)
            .ToDictionary(lineage => lineage.Key, lineage => lineage.Max(segment => segment.Time));

        // Snapshots that no commit follows are all there is of their part of the history, and one of each day is what it can be asked for.
        var alone = backups.Where(backup => backup.TakenAt > since && backup.State != BackupState.Failed && !lastCommits.ContainsKey(LineageOf(backup.ObjectName).Lineage));
        kept.UnionWith(Newest(alone, int.MaxValue, Day));

        var epoch = lastCommits.Keys.Select(ArchiveNames.EpochOf).DefaultIfEmpty().Max();
        foreach (var lineage in backups.GroupBy(backup => LineageOf(backup.ObjectName).Lineage))
        {
            var inHistory = lastCommits.TryGetValue(lineage.Key, out var last) && last >= since;
            if (inHistory || (streamed is null ? lastCommits.ContainsKey(lineage.Key) && ArchiveNames.EpochOf(lineage.Key) == epoch : lineage.Key == streamed))
            {
                // A backup that is known to be bad leads nowhere, unless there is no other.
                var starts = lineage.Where(backup => backup.State != BackupState.Failed).DefaultIfEmpty(lineage.First()).ToList();
                var start = inHistory ? starts.Find(backup => backup.TakenAt <= since) ?? starts[^1] : starts[0];
                kept.Add(start);
                needed.Add((lineage.Key, LineageOf(start.ObjectName).Position, long.MaxValue));
            }
        }

        var present = points.Where(point => point.KeepUntil is null || point.KeepUntil > now).ToList();
        foreach (var point in present)
        {
            var start = backups
                .Where(backup => LineageOf(backup.ObjectName) is var (lineage, position) && lineage == point.Lineage && position <= point.Position)
                .MaxBy(backup => (backup.State != BackupState.Failed, LineageOf(backup.ObjectName).Position));
            if (start is not null)
            {
                kept.Add(start);
                needed.Add((point.Lineage, LineageOf(start.ObjectName).Position, point.Position));
            }
        }

        var doomed = backups.Where(backup => !kept.Contains(backup)).ToList();
        var gone = doomed.Select(backup => backup.Id).ToHashSet();
        var known = backups.Select(backup => backup.Id).ToHashSet();
        var over = points.Except(present).Select(point => names.Point(point.Name)).ToHashSet();
        var spans = needed.ToLookup(span => span.Lineage);
        var unneeded = objects
            .Select(stored => stored.Name)
            .Where(name => over.Contains(name) || IsUnneeded(name, gone, known, spans, names));
        return new RetentionPlan([.. backups.Where(kept.Contains)], doomed, [.. unneeded]);
    }

    private static bool IsUnneeded(string name, HashSet<string> gone, HashSet<string> known, ILookup<string, (string Lineage, long After, long To)> needed, ArchiveNames names)
    {
        if (ArchiveNames.ReadSegment(name) is { } segment)
        {
            return !needed[segment.Lineage].Any(span => segment.Last > span.After && segment.First <= span.To);
        }

        return ArchiveNames.TryReadSnapshot(name, out _, out _, out var time)
            ? gone.Contains(ArchiveTime.Text(time))
            : names.BackupOfVerification(name) is { } backup && (gone.Contains(backup) || !known.Contains(backup));
    }

    private static string Day(DateTime time) => time.ToString("yyyyMMdd", CultureInfo.InvariantCulture);

    private static IEnumerable<Backup.Backup> Newest(IEnumerable<Backup.Backup> backups, int count, Func<DateTime, string> period) =>
        backups.GroupBy(backup => period(backup.TakenAt.UtcDateTime)).Take(count).Select(group => group.First());

    private static (string Lineage, long Position) LineageOf(string name)
    {
        ArchiveNames.TryReadSnapshot(name, out var lineage, out var position, out _);
        return (lineage, position);
    }
}

using Belfry.Storage.Backup;
using Belfry.Storage.Backup.Targets;
using Belfry.Storage.Restore;
using Belfry.Storage.Retention;

namespace Belfry.Storage.Uploads;

/// <summary>Which sets and uploads nothing needs that a retention plan keeps.</summary>
internal sealed class UploadRetention(SetLog sets, ArchiveNames names)
{
    /// <returns>The plan with these sets and uploads among what goes.</returns>
    public async Task<RetentionPlan> ExtendAsync(
        RetentionPlan plan,
        IReadOnlyList<NamedPoint> points,
        IReadOnlyCollection<StoredObject> objects,
        DateTimeOffset since,
        CancellationToken cancellation)
    {
        var all = objects.Select(stored => names.BackupOfSet(stored.Name)).OfType<string>().Order(StringComparer.Ordinal).ToList();
        var times = plan.Kept.Select(backup => backup.TakenAt)
            .Concat(points.Where(point => !plan.Objects.Contains(names.Point(point.Name))).Select(point => point.Time))
            .Append(since);
        var needed = all.Where(set => string.CompareOrdinal(set, ArchiveTime.Text(since)) >= 0).Concat(times.SelectMany(time => SetLog.Around(time, all))).ToHashSet();
        var uploads = objects.Where(stored => stored.Name.StartsWith(names.Uploads, StringComparison.Ordinal)).Select(stored => stored.Name).ToHashSet();
        foreach (var set in uploads.Count == 0 ? [] : needed)
        {
            await ForgetMentionedAsync(set, uploads, cancellation).ConfigureAwait(false);
        }

        return plan with { Objects = [.. plan.Objects, .. all.Where(set => !needed.Contains(set)).Select(names.Set), .. uploads] };
    }

    /// <summary>Takes what a set mentions out of what may go: everything, when it cannot be read.</summary>
    private async Task ForgetMentionedAsync(string set, HashSet<string> uploads, CancellationToken cancellation)
    {
        try
        {
            uploads.ExceptWith((await sets.ReadAsync(set, cancellation).ConfigureAwait(false)).Uploads.Select(upload => names.Upload(upload.Sha256)));
        }
        catch (StorageException unreadable) when (unreadable.Error is StorageError.ArchiveDamaged or StorageError.NotFound)
        {
            uploads.Clear();
        }
    }
}

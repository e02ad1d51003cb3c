using System.Text.Json;
using System.Text.Json.Serialization;
using Belfry.Storage.Backup;
using Belfry.Storage.Backup.Targets;

namespace Belfry.Storage.Retention;

/// <summary>What a pruning did.</summary>
/// <param name="Plan">What the policy decided.</param>
/// <param name="Marked">Objects marked now; they are deleted by a pruning after the grace period.</param>
/// <param name="Deleted">Objects deleted now, marked earlier.</param>
/// <param name="Refused">Objects that the target would not delete, for instance because these credentials may not; they stay marked.</param>
public sealed record PruneResult(RetentionPlan Plan, IReadOnlyList<string> Marked, IReadOnlyList<string> Deleted, IReadOnlyList<string> Refused);

/// <summary>Deletes in two phases: what a policy does not need is first marked, and deleted by a later run if nothing needs it then either.</summary>
internal sealed class Pruning(ITarget target, ArchiveNames names)
{
    /// <summary>Without a backup for this long, or with one from the future, the clock or the backups are wrong: nothing is deleted.</summary>
    private static readonly TimeSpan LongestSilence = TimeSpan.FromHours(36);

    private static readonly TimeSpan ClockTolerance = TimeSpan.FromMinutes(5);

    /// <exception cref="StorageException"><see cref="StorageError.ClockJumped"/>: nothing was changed.</exception>
    public async Task<PruneResult> RunAsync(RetentionPlan plan, RetentionPolicy policy, DateTimeOffset now, CancellationToken cancellation)
    {
        RefuseWrongClock(plan, now);
        var marks = await ReadMarksAsync(cancellation).ConfigureAwait(false);
        var deleted = new List<string>();
        var refused = new List<string>();
        var due = marks.Where(mark => now - mark.At >= policy.Grace).ToList();
        foreach (var name in due.SelectMany(mark => mark.Objects).Intersect(plan.Objects))
        {
            try
            {
                await target.DeleteAsync(name, cancellation).ConfigureAwait(false);
                deleted.Add(name);
            }
            catch (StorageException denied) when (denied.Error == StorageError.ArchiveUnavailable)
            {
                refused.Add(name);
            }
        }

        foreach (var mark in due.Where(mark => !mark.Objects.Intersect(refused).Any()))
        {
            await target.DeleteAsync(mark.Name, cancellation).ConfigureAwait(false);
        }

        var marked = plan.Objects.Except(deleted).Except(marks.SelectMany(mark => mark.Objects)).ToList();
        if (marked.Count > 0)
        {
            await WriteMarkAsync(marked, now, cancellation).ConfigureAwait(false);
        }

        return new PruneResult(plan, marked, deleted, refused);
    }

    /// <summary>Deletes what a plan gives up at once, snapshots first: what an interruption leaves is a verification of nothing, never a good backup that looks unverified.</summary>
    public async Task DeleteNowAsync(RetentionPlan plan, CancellationToken cancellation)
    {
        foreach (var name in plan.Objects.OrderByDescending(name => name.EndsWith(".snapshot", StringComparison.Ordinal)))
        {
            await target.DeleteAsync(name, cancellation).ConfigureAwait(false);
        }
    }

    private void RefuseWrongClock(RetentionPlan plan, DateTimeOffset now)
    {
        var newest = plan.Kept.Count > 0 ? plan.Kept[0].TakenAt : now;
        if (newest > now + ClockTolerance || now - newest > LongestSilence)
        {
            throw new StorageException(
                StorageError.ClockJumped,
                target.Description,
                "Nothing was deleted.",
                $"It is {now.UtcDateTime:yyyy-MM-dd HH:mm} UTC by this clock, but the newest backup is of {newest.UtcDateTime:yyyy-MM-dd HH:mm}: either the clock jumped or backups stopped.",
                "Check the clock, and take a new backup before old ones are deleted.");
        }
    }

    private async Task<List<Mark>> ReadMarksAsync(CancellationToken cancellation)
    {
        var marks = new List<Mark>();
        foreach (var stored in await target.ListAsync(names.Doomed, cancellation).ConfigureAwait(false))
        {
            var input = await target.OpenAsync(stored.Name, cancellation).ConfigureAwait(false);
            await using var closing = input.ConfigureAwait(false);
            var objects = await JsonSerializer.DeserializeAsync(input, MarkJson.Default.ListString, cancellation).ConfigureAwait(false);
            if (ArchiveTime.TryParse(Path.GetFileNameWithoutExtension(stored.Name), out var at) && objects is not null)
            {
                marks.Add(new Mark(stored.Name, at, objects));
            }
        }

        return marks;
    }

    private async Task WriteMarkAsync(List<string> objects, DateTimeOffset now, CancellationToken cancellation)
    {
        var upload = await target.CreateAsync(cancellation).ConfigureAwait(false);
        await using var closing = upload.ConfigureAwait(false);
        await JsonSerializer.SerializeAsync(upload.Content, objects, MarkJson.Default.ListString, cancellation).ConfigureAwait(false);
        await upload.CommitAsync($"{names.Doomed}{ArchiveTime.Text(now)}.json", cancellation).ConfigureAwait(false);
    }

    private sealed record Mark(string Name, DateTimeOffset At, List<string> Objects);
}

/// <summary>Serialization without reflection.</summary>
[JsonSerializable(typeof(List<string>))]
internal sealed partial class MarkJson : JsonSerializerContext;

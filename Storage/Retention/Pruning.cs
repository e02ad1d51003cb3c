using System.Diagnostics;
using Belfry.Storage.Backup.Targets;

namespace Belfry.Storage.Retention;

/// <summary>What a pruning did.</summary>
/// <param name="Plan">What the policy decided.</param>
/// <param name="Marked">Objects marked now; they are deleted by a pruning after the grace period.</param>
/// <param name="Deleted">Objects deleted now, marked earlier.</param>
/// <param name="Refused">Objects that the target would not delete, for instance because these credentials may not; they stay marked.</param>
/// <param name="Pinned">Objects that stay for now because somebody reads them.</param>
public sealed record PruneResult(
    RetentionPlan Plan, IReadOnlyList<string> Marked, IReadOnlyList<string> Deleted, IReadOnlyList<string> Refused, IReadOnlyList<string> Pinned);

/// <summary>What one run of the two phases did.</summary>
internal sealed record Pruned(List<string> Marked, List<string> Deleted, List<string> Refused, List<string> Pinned);

/// <summary>Deletes in two phases: what is unnecessary is first marked, and deleted by a later run if it is unnecessary then too and nobody reads it.</summary>
internal sealed class Pruning(ITarget target, MarkLog log, PinLog pins)
{
    /// <summary>Credentials that may not delete refuse every time: after so many in a row the rest is not tried.</summary>
    private const int MaxRefusals = 3;

    /// <summary>Deletions can take long, and whoever began to read or to reuse an object meanwhile has pinned it.</summary>
    private static readonly TimeSpan LookAgainAfter = TimeSpan.FromSeconds(1);

    /// <param name="reason">The kind of marks that this run looks after.</param>
    /// <param name="unneeded">What may go, as of now.</param>
    /// <param name="grace">How long between mark and deletion.</param>
    /// <param name="now">The time.</param>
    /// <param name="cancellation">Stops between two objects.</param>
    public async Task<Pruned> RunAsync(
        MarkReason reason, IReadOnlyCollection<string> unneeded, TimeSpan grace, DateTimeOffset now, CancellationToken cancellation)
    {
        var marks = (await log.ReadAsync(cancellation).ConfigureAwait(false)).FindAll(mark => mark.Reason == reason);
        var due = marks.FindAll(mark => now - mark.At >= grace);
        var pruned = new Pruned([], [], [], []);
        if (due.Count > 0)
        {
            await DeleteAsync(due.SelectMany(mark => mark.Objects).Intersect(unneeded), pruned, cancellation).ConfigureAwait(false);
        }

        var staying = pruned.Refused.Concat(pruned.Pinned).ToHashSet();
        foreach (var mark in due.Where(mark => !mark.Objects.Any(staying.Contains)))
        {
            await TryDeleteAsync(mark.Name, cancellation).ConfigureAwait(false);
        }

        pruned.Marked.AddRange(unneeded.Except(pruned.Deleted).Except(marks.SelectMany(mark => mark.Objects)));
        await log.WriteAsync(reason, pruned.Marked, now, cancellation).ConfigureAwait(false);
        return pruned;
    }

    private async Task DeleteAsync(IEnumerable<string> objects, Pruned pruned, CancellationToken cancellation)
    {
        var refusals = 0;
        var isPinned = await pins.PinnedAsync(cancellation).ConfigureAwait(false); // after the marks were due: see PinLog
        var looked = Stopwatch.GetTimestamp();
        foreach (var name in objects)
        {
            if (Stopwatch.GetElapsedTime(looked) > LookAgainAfter)
            {
                isPinned = await pins.PinnedAsync(cancellation).ConfigureAwait(false);
                looked = Stopwatch.GetTimestamp();
            }

            if (isPinned(name))
            {
                pruned.Pinned.Add(name);
            }
            else if (refusals < MaxRefusals && await TryDeleteAsync(name, cancellation).ConfigureAwait(false))
            {
                refusals = 0;
                pruned.Deleted.Add(name);
            }
            else
            {
                refusals++;
                pruned.Refused.Add(name);
            }
        }
    }

    private async Task<bool> TryDeleteAsync(string name, CancellationToken cancellation)
    {
        try
        {
            await target.DeleteAsync(name, cancellation).ConfigureAwait(false);
            return true;
        }
        catch (StorageException denied) when (denied.Error == StorageError.ArchiveUnavailable)
        {
            return false;
        }
    }
}

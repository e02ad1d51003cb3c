using Belfry.Storage.Restore;

namespace Belfry.BackupWorker.Protection;

/// <summary>What a job is doing, for whoever watches it.</summary>
/// <param name="Text">In words: <c>Taking a snapshot</c>.</param>
/// <param name="Done">How much of this step is done, 0 to 1; null where that cannot be told.</param>
internal sealed record Step(string Text, double? Done = null)
{
    /// <summary>Tells of a restore in the words of a person; null when nobody watches.</summary>
    /// <param name="steps">Told.</param>
    /// <param name="point">What is restored.</param>
    public static IProgress<RestoreProgress>? Watch(IProgress<Step>? steps, RestorePoint point) => steps is null ? null : new Restoring(steps, $"Restoring {point}");

    // Not Progress<T>: that one reports later, on other threads, and so out of order.
    private sealed class Restoring(IProgress<Step> steps, string reading) : IProgress<RestoreProgress>
    {
        public void Report(RestoreProgress value) => steps.Report(new Step(
            value.Phase switch
            {
                RestorePhase.Reading => reading,
                RestorePhase.Checking => "Checking every page",
                RestorePhase.Locking => "Waiting for the write lock",
                RestorePhase.Saving => "Backing up what is there",
                _ => "Replacing the content",
            },
            value.Total > 0 ? Math.Clamp((double)value.Done / value.Total, 0, 1) : null));
    }
}

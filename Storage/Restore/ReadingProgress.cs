namespace Belfry.Storage.Restore;

/// <summary>Counts what was read of a plan's objects.</summary>
internal sealed class ReadingProgress(RestorePlan plan, IProgress<RestoreProgress>? progress)
{
    private long _done;

    /// <summary>Some of the snapshot's pages were written.</summary>
    public void Wrote(double share) => Report(_done + (long)(plan.SizeOf(plan.Snapshot) * share));

    /// <summary>An object was read to its end.</summary>
    public void Finished(string name)
    {
        _done += plan.SizeOf(name);
        Report(_done);
    }

    private void Report(long done) => progress?.Report(new RestoreProgress(RestorePhase.Reading, done, plan.Bytes));
}

using Belfry.Storage.Backup;

namespace Belfry.Storage.Compaction;

/// <summary>Consecutive segments of one lineage that become one of a coarser tier, or of tier 0 joined.</summary>
internal sealed record SegmentRun(IReadOnlyList<SegmentName> Sources, CompactionStep Step)
{
    public string Lineage => Sources[0].Lineage;

    public long First => Sources[0].First;

    public long Last => Sources[^1].Last;

    public DateTimeOffset Time => Sources[^1].Time;

    /// <summary>What a step makes of the segments that nothing replaces yet. Nothing is cut: a run takes its sources whole.</summary>
    public static List<SegmentRun> Of(CompactionStep step, IReadOnlyCollection<SegmentName> segments, DateTimeOffset now)
    {
        var replaced = SegmentCover.ReplacementsOf(segments);
        var runs = new List<SegmentRun>();
        var due = segments.Where(segment => segment.Tier < Math.Max(1, step.Tier) && !replaced.ContainsKey(segment.Name) && step.IsDue(segment.Time, now));
        foreach (var lineage in due.GroupBy(segment => segment.Lineage))
        {
            var run = new List<SegmentName>();
            foreach (var segment in lineage.OrderBy(segment => segment.First))
            {
                if (run.Count > 0 && (run[^1].Last + 1 != segment.First || step.ExtentOf(run[^1].Time) != step.ExtentOf(segment.Time)))
                {
                    Add(run);
                    run = [];
                }

                run.Add(segment);
            }

            Add(run);
        }

        return runs;

        void Add(List<SegmentName> run)
        {
            if (run.Count > (step.Tier == 0 ? 1 : 0))
            {
                runs.Add(new SegmentRun(run, step));
            }
        }
    }
}

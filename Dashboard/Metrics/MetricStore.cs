using Belfry.Dashboard.Otlp;
using Belfry.Dashboard.Otlp.Wire;

namespace Belfry.Dashboard.Metrics;

/// <summary>Checks and counts metrics; nothing of them is kept yet.</summary>
internal sealed class MetricStore(SourceCache sources)
{
    public ExportOutcome Accept(ReadOnlySpan<byte> request) =>
        new ExportWalk(OtlpSchema.Metric, sources, (_, _) => true, int.MaxValue).Run(request);
}

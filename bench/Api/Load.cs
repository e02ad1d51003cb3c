using Belfry.Bench.Results;

namespace Belfry.Bench.Api;

/// <param name="PerSecond">Requests answered.</param>
/// <param name="P50">In ms.</param>
/// <param name="P99">In ms.</param>
/// <param name="Processor">What the server took of it for one request, in µs: says more than the rest on a machine that has other work.</param>
/// <param name="Failed">Answers that were errors, and connections that broke.</param>
internal sealed record Load(double PerSecond, double P50, double P99, double Processor, long Failed)
{
    public void AddTo(Collector figures, string @case, string size, string of)
    {
        figures.Add(@case, size, of, "requests", "per s", PerSecond);
        figures.Add(@case, size, of, "p50", "ms", P50);
        figures.Add(@case, size, of, "p99", "ms", P99);
        figures.Add(@case, size, of, "processor", "µs per request", Processor);
        figures.Add(@case, size, of, "failed", "", Failed);
    }
}

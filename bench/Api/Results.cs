namespace Belfry.Bench.Api;

internal sealed record Result(Load Post, Load Get, TimeSpan Started, double Megabytes);

/// <summary>Medians over the rounds, and ratios of Belfry to each peer, taken round by round.</summary>
internal sealed class Results
{
    private readonly Dictionary<string, List<Result>> _rounds = [];

    public void Add(string name, Result result)
    {
        if (!_rounds.TryGetValue(name, out var rounds))
        {
            _rounds[name] = rounds = [];
        }

        rounds.Add(result);
        Print(FormattableString.Invariant(
            $"{name,-11} POST {result.Post.PerSecond,8:#,0}/s  p99 {result.Post.P99,7:0.0} ms {result.Post.Processor,5:0} µs   GET {result.Get.PerSecond,8:#,0}/s  p99 {result.Get.P99,7:0.0} ms {result.Get.Processor,5:0} µs   {result.Post.Failed + result.Get.Failed} failed"));
    }

    public void Print()
    {
        Print("");
        foreach (var (name, rounds) in _rounds)
        {
            Print(FormattableString.Invariant(
                $"{name,-11} POST {Median(rounds, r => r.Post.PerSecond),8:#,0}/s  p50 {Median(rounds, r => r.Post.P50),6:0.0}  p99 {Median(rounds, r => r.Post.P99),7:0.0} ms {Median(rounds, r => r.Post.Processor),5:0} µs   GET {Median(rounds, r => r.Get.PerSecond),8:#,0}/s  p50 {Median(rounds, r => r.Get.P50),6:0.0}  p99 {Median(rounds, r => r.Get.P99),7:0.0} ms {Median(rounds, r => r.Get.Processor),5:0} µs   start {Median(rounds, r => r.Started.TotalMilliseconds),6:0} ms   {Median(rounds, r => r.Megabytes),5:0} MB"));
        }

        var own = _rounds["Belfry"];
        foreach (var (name, rounds) in _rounds.Where(entry => entry.Key != "Belfry"))
        {
            Print(FormattableString.Invariant(
                $"Belfry to {name,-11} POST {Ratio(own, rounds, r => r.Post.PerSecond),6:0.00}x   GET {Ratio(own, rounds, r => r.Get.PerSecond),6:0.00}x   GET p99 {Ratio(own, rounds, r => r.Get.P99),5:0.00}x"));
        }
    }

    private static double Ratio(List<Result> own, List<Result> other, Func<Result, double> figure) =>
        Median([.. own.Zip(other, (mine, theirs) => figure(mine) / figure(theirs))], ratio => ratio);

    private static double Median<T>(List<T> rounds, Func<T, double> figure) => rounds.Select(figure).Order().ElementAt(rounds.Count / 2);

    private static void Print(string line) => Console.WriteLine(line);
}

using System.Diagnostics;
using System.Globalization;

namespace Belfry.Bench.Results;

/// <summary>Takes the figures of one bench as they come, round by round, and says them.</summary>
internal sealed class Collector(string bench)
{
    private readonly Dictionary<(string Case, string Size, string Of, string Name), (string Unit, List<double> Runs)> _runs = [];
    private readonly List<(string Case, string Size, string Of, string Name)> _order = [];
    private readonly Stopwatch _clock = Stopwatch.StartNew();

    public void Add(string @case, string size, string of, string name, string unit, double value)
    {
        var key = (@case, size, of, name);
        if (!_runs.TryGetValue(key, out var runs))
        {
            _runs[key] = runs = (unit, []);
            _order.Add(key);
        }

        runs.Runs.Add(FiguresFile.Kept(value));
        Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{_clock.Elapsed:mm\\:ss} {@case}, {size}, {of}: {name} {value:#,0.###} {unit}"));
    }

    /// <summary>All of one size together, and of that all of one subject, in the order in which they first came.</summary>
    public Measured Done(string how)
    {
        var sizes = _order.Select(key => (key.Case, key.Size)).Distinct().ToList();
        var figures = _order.OrderBy(key => sizes.IndexOf((key.Case, key.Size)))
            .Select(key => new Figure(bench, key.Case, key.Size, key.Of, key.Name, _runs[key].Unit, _runs[key].Runs));
        return new Measured(bench, $"{how} It took {Math.Ceiling(_clock.Elapsed.TotalMinutes):0} min.", [.. figures]);
    }
}

namespace Belfry.Bench.Web;

/// <summary>Figures of several runs: `449 (402 to 512)`, the one in the middle with the least and the most.</summary>
internal static class Figures
{
    public static string Of(IEnumerable<double> figures)
    {
        var sorted = figures.Order().ToList();
        return $"{sorted[sorted.Count / 2]:0} ({sorted[0]:0} to {sorted[^1]:0})";
    }
}

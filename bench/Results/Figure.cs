using System.Globalization;

namespace Belfry.Bench.Results;

/// <summary>One figure of one subject, measured several times.</summary>
/// <param name="Bench">Such as <c>api</c>.</param>
/// <param name="Case">What was done.</param>
/// <param name="Size">With how much, such as <c>100 connections</c>; may be empty.</param>
/// <param name="Of">Who did it: <see cref="Own"/> or a peer.</param>
/// <param name="Name">Such as <c>p99</c>.</param>
/// <param name="Unit">Such as <c>ms</c>.</param>
/// <param name="Runs">The rounds in their order; infinite where it did not come to an end.</param>
internal sealed record Figure(string Bench, string Case, string Size, string Of, string Name, string Unit, IReadOnlyList<double> Runs)
{
    public const string Own = "Belfry";

    /// <summary>Belfry's figure divided by this peer's, round by round; null where there is no round in which both have something to divide.</summary>
    public Spread? RatioIn(IEnumerable<Figure> all)
    {
        var own = Of == Own ? null : all.FirstOrDefault(other => other.Of == Own && IsBeside(other));
        double[] ratios = own is null ? [] : [.. own.Runs.Zip(Runs, (mine, theirs) => mine / theirs).Where(ratio => double.IsFinite(ratio) && ratio > 0)];
        return ratios.Length > 0 ? Spread.Of(ratios) : null;
    }

    /// <summary>Whether both tell the same of different subjects.</summary>
    private bool IsBeside(Figure other) => (Bench, Case, Size, Name) == (other.Bench, other.Case, other.Size, other.Name);
}

/// <summary>What is told of several runs.</summary>
internal readonly record struct Spread(double Median, double Least, double Most)
{
    public static Spread Of(IReadOnlyList<double> runs)
    {
        double[] sorted = [.. runs.Order()];
        var middle = sorted.Length / 2;
        return new(sorted.Length % 2 == 1 ? sorted[middle] : (sorted[middle - 1] + sorted[middle]) / 2, sorted[0], sorted[^1]);
    }

    /// <summary>Such as <c>12.3 (11.9–14.0)</c>.</summary>
    public override string ToString() =>
        Least == Most ? Text(Median) : $"{Text(Median)} ({Text(Least)}–{Text(Most)})";

    private static string Text(double value) => value switch
    {
        double.PositiveInfinity => "not done",
        0 => "0",
        _ => value.ToString(
            Math.Abs(value) switch { >= 100 => "#,0", >= 10 => "0.0", >= 1 => "0.00", _ => "0.000" }, CultureInfo.InvariantCulture),
    };
}

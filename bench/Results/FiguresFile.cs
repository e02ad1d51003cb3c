using System.Globalization;

namespace Belfry.Bench.Results;

/// <summary>
/// The table that is kept: for each bench a line that says how it was measured, then its figures, a line each. Median, least, most and the ratios are there for who
/// opens it elsewhere; they follow from the runs.
/// </summary>
internal static class FiguresFile
{
    private const string Head = "bench\tcase\tsize\tof\tfigure\tunit\tmedian\tmin\tmax\tratio\tratio min\tratio max\truns";

    public static IReadOnlyList<Measured> Read(string path) => File.Exists(path) ? Parse(File.ReadAllLines(path)) : [];

    public static IReadOnlyList<Measured> Parse(IEnumerable<string> lines)
    {
        var measured = new List<Measured>();
        foreach (var cells in lines.Skip(1).Select(line => line.Split('\t')))
        {
            if (cells[0] == "#")
            {
                measured.Add(new Measured(cells[1], cells[2], []));
            }
            else
            {
                measured[^1].Figures.Add(new Figure(cells[0], cells[1], cells[2], cells[3], cells[4], cells[5], [.. cells[^1].Split(' ').Select(Number)]));
            }
        }

        return measured;
    }

    /// <summary>Puts what was measured now in the place of what was measured of the same bench before.</summary>
    /// <param name="path">The table.</param>
    /// <param name="now">What was measured.</param>
    /// <param name="order">The names of the benches in the order of the table.</param>
    public static IReadOnlyList<Measured> Renew(string path, Measured now, IReadOnlyList<string> order)
    {
        Measured[] all = [.. Read(path).Where(before => before.Bench != now.Bench).Append(now).OrderBy(one => order.ToList().IndexOf(one.Bench))];
        Write(path, all);
        return all;
    }

    public static void Write(string path, IReadOnlyList<Measured> all) => File.WriteAllLines(path, all.SelectMany(Lines).Prepend(Head));

    /// <summary>A value as it will be read again.</summary>
    public static double Kept(double value) => Number(Text(value));

    private static IEnumerable<string> Lines(Measured measured) =>
        measured.Figures.Select(figure => Line(figure, measured.Figures)).Prepend($"#\t{measured.Bench}\t{measured.How}");

    private static string Line(Figure figure, List<Figure> all)
    {
        var spread = Spread.Of(figure.Runs);
        var ratio = figure.RatioIn(all);
        return string.Join(
            '\t', figure.Bench, figure.Case, figure.Size, figure.Of, figure.Name, figure.Unit, Text(spread.Median), Text(spread.Least), Text(spread.Most),
            Text(ratio?.Median), Text(ratio?.Least), Text(ratio?.Most), string.Join(' ', figure.Runs.Select(run => Text(run))));
    }

    private static string Text(double? value) => value switch
    {
        null => "",
        double.PositiveInfinity => "inf",
        >= 1000 => value.Value.ToString("0", CultureInfo.InvariantCulture),
        _ => value.Value.ToString("G4", CultureInfo.InvariantCulture),
    };

    private static double Number(string text) => text == "inf" ? double.PositiveInfinity : double.Parse(text, CultureInfo.InvariantCulture);
}

/// <summary>A bench as it was last measured.</summary>
/// <param name="Bench">Its name.</param>
/// <param name="How">When, on what, and what else was going on.</param>
/// <param name="Figures">Grow while it is being measured.</param>
internal sealed record Measured(string Bench, string How, List<Figure> Figures);

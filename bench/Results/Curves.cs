using System.Globalization;
using System.Text;

namespace Belfry.Bench.Results;

/// <summary>Draws what grows with what, a small chart for each figure: medians over the sizes, from zero, so that flat looks flat.</summary>
internal static class Curves
{
    private const int Columns = 3, Width = 340, Height = 150;

    /// <summary>Within a chart.</summary>
    private const int Left = 52, Right = Width - 52, Top = 54, Bottom = Height - 26;

    private const string Style = """
        text { font: 11px system-ui, sans-serif; fill: #333 } .name { font-weight: 600 } .value { fill: #0b6b5c } .axis { stroke: #999 }
        polyline { fill: none; stroke: #0b6b5c; stroke-width: 2 } circle { fill: #0b6b5c }
        @media (prefers-color-scheme: dark) { text { fill: #ddd } .value { fill: #5cd6c0 } polyline { stroke: #5cd6c0 } circle { fill: #5cd6c0 } }
        """;

    /// <summary>The charts of all of Belfry's figures that were measured at three sizes or more.</summary>
    public static string Svg(IEnumerable<Figure> figures)
    {
        var charts = figures.Where(figure => figure.Of == Figure.Own).GroupBy(figure => (figure.Case, figure.Name, figure.Unit)).Where(chart => chart.Count() >= 3).ToList();
        var rows = (charts.Count + Columns - 1) / Columns;
        var text = new StringBuilder(Invariant($"<svg xmlns=\"http://www.w3.org/2000/svg\" viewBox=\"0 0 {Columns * Width} {rows * Height}\" role=\"img\">\n"));
        text.Append(Invariant($"<title>What one unit costs while there are more and more of them</title>\n<style>\n{Style}\n</style>\n"));
        for (var i = 0; i < charts.Count; i++)
        {
            text.Append(Invariant($"<g transform=\"translate({i % Columns * Width} {i / Columns * Height})\">\n{Chart(charts[i].Key, [.. charts[i]])}</g>\n"));
        }

        return text.Append("</svg>\n").ToString();
    }

    private static string Chart((string Case, string Name, string Unit) of, Figure[] sizes)
    {
        double[] medians = [.. sizes.Select(size => Spread.Of(size.Runs).Median)];
        var most = medians.Max();
        var points = medians.Select((median, i) => (X: Left + ((Right - Left) * i / (sizes.Length - 1.0)), Y: Bottom - ((Bottom - Top) * median / most))).ToArray();
        var text = new StringBuilder(Invariant($"<text class=\"name\" x=\"8\" y=\"16\">{Escape(of.Case)}</text>\n<text x=\"8\" y=\"32\">{Escape($"{of.Name}, {of.Unit}")}</text>\n"));
        text.Append(Invariant($"<path class=\"axis\" d=\"M{Left} {Bottom}H{Right}\"/>\n"));
        text.Append(Invariant($"<polyline points=\"{string.Join(' ', points.Select(point => Invariant($"{point.X:0.#},{point.Y:0.#}")))}\"/>\n"));
        for (var i = 0; i < points.Length; i++)
        {
            text.Append(Invariant($"<circle cx=\"{points[i].X:0.#}\" cy=\"{points[i].Y:0.#}\" r=\"3\"/>\n"));
            text.Append(Invariant($"<text class=\"value\" text-anchor=\"middle\" x=\"{points[i].X:0.#}\" y=\"{points[i].Y - 7:0.#}\">{new Spread(medians[i], medians[i], medians[i])}</text>\n"));
            text.Append(Invariant($"<text text-anchor=\"middle\" x=\"{points[i].X:0.#}\" y=\"{Bottom + 16}\">{Escape(sizes[i].Size)}</text>\n"));
        }

        return text.ToString();
    }

    private static string Invariant(FormattableString text) => text.ToString(CultureInfo.InvariantCulture);

    private static string Escape(string text) => text.Replace("&", "&amp;", StringComparison.Ordinal).Replace("<", "&lt;", StringComparison.Ordinal);
}

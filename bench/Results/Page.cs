using System.Text;
using System.Text.RegularExpressions;

namespace Belfry.Bench.Results;

/// <summary>The page of the figures: its tables are made from the file of the figures, its words are written by hand around them.</summary>
internal static partial class Page
{
    private const string WantedPart = "what-was-wanted";

    /// <summary>Puts each bench's tables between the marks with its name.</summary>
    public static string Renew(string page, IReadOnlyList<Measured> measured) => Part().Replace(page, part =>
    {
        var name = part.Groups["name"].Value;
        var content = name == WantedPart ? Wanted.Table(measured) : measured.FirstOrDefault(one => one.Bench == name) is { } bench ? Tables(bench) : "Not measured yet.\n";
        return $"{part.Groups["begin"].Value}\n{content}{part.Groups["end"].Value}";
    });

    /// <summary>A table for each case: its subjects below each other, its figures side by side; below a peer's figure Belfry's divided by it.</summary>
    public static string Tables(Measured measured)
    {
        var text = new StringBuilder($"{measured.How}\n");
        foreach (var @case in measured.Figures.GroupBy(figure => figure.Case))
        {
            var columns = @case.Select(figure => (figure.Name, figure.Unit)).Distinct().ToList();
            text.Append($"\n| {@case.Key} | | {string.Join(" | ", columns.Select(column => column.Unit.Length == 0 ? column.Name : $"{column.Name}, {column.Unit}"))} |\n");
            text.Append($"| --- | --- |{string.Concat(columns.Select(_ => " --: |"))}\n");
            foreach (var row in @case.GroupBy(figure => (figure.Size, figure.Of)))
            {
                var cells = columns.Select(column => row.FirstOrDefault(figure => figure.Name == column.Name) is { } figure ? Cell(figure, @case) : "");
                text.Append($"| {row.Key.Size} | {row.Key.Of} | {string.Join(" | ", cells)} |\n");
            }
        }

        return text.ToString();
    }

    private static string Cell(Figure figure, IEnumerable<Figure> others)
    {
        var spread = Spread.Of(figure.Runs).ToString();
        return figure.RatioIn(others) is { } ratio ? $"{spread}<br>**×** {ratio}" : spread;
    }

    [GeneratedRegex("(?<begin><!-- figures of (?<name>[a-z-]+) -->)\n.*?(?<end><!-- end -->)", RegexOptions.Singleline)]
    private static partial Regex Part();
}

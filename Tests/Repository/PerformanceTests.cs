using System.Text.RegularExpressions;
using Belfry.Bench.Results;
using Belfry.Tests.Support;

namespace Belfry.Tests.Repository;

/// <summary>Figures come from runs of <c>bench/run</c> alone: nobody edits them on the page, and no other front page claims any.</summary>
public sealed partial class PerformanceTests
{
    private static readonly string Page = Path.Combine(RepositoryRoot.Path, "docs", "performance.md");
    private static readonly string Figures = Path.Combine(RepositoryRoot.Path, "docs", "performance.tsv");

    [Fact]
    public void Page_MadeAnewFromTheFile_IsThePage()
    {
        var page = File.ReadAllText(Page);

        Assert.Equal(Bench.Results.Page.Renew(page, FiguresFile.Read(Figures)), page);
    }

    [Fact]
    public void Curves_MadeAnewFromTheFile_AreThePicture()
    {
        var growth = FiguresFile.Read(Figures).Where(one => one.Bench == "growth").SelectMany(one => one.Figures);

        Assert.Equal(File.ReadAllText(Path.Combine(RepositoryRoot.Path, "docs", "images", "growth.svg")), Curves.Svg(growth));
    }

    [Fact]
    public void File_WrittenAnewFromItsRuns_IsTheFile()
    {
        using var folder = new TempFolder();
        var copy = folder.File("performance.tsv");

        FiguresFile.Write(copy, FiguresFile.Read(Figures));

        Assert.Equal(File.ReadAllText(Figures), File.ReadAllText(copy));
    }

    [Fact]
    public void Ratio_OfRounds_IsTakenRoundByRound()
    {
        Figure Of(string subject, params double[] runs) => new("bench", "case", "size", subject, "time", "s", runs);
        var measured = new Measured("bench", "How.", [Of(Figure.Own, 1, 20, 3), Of("peer", 2, 10, 3)]);

        var table = Bench.Results.Page.Tables(measured);

        Assert.Contains("| size | Belfry | 3.00 (1.00–20.0) |", table, StringComparison.Ordinal);
        Assert.Contains("| size | peer | 3.00 (2.00–10.0)<br>**×** 1.00 (0.500–2.00) |", table, StringComparison.Ordinal);
    }

    [Fact]
    public void Readme_OfTheRepository_ClaimsNoFigure()
    {
        var readme = File.ReadAllText(Path.Combine(RepositoryRoot.Path, "README.md"));

        Assert.DoesNotMatch(Claim(), readme);
    }

    [Theory]
    [InlineData("starts in 0.4 s")]
    [InlineData("12× FastAPI")]
    [InlineData("100,000 commits/s")]
    [InlineData("twice as fast")]
    public void Claim_OfAFigure_IsSeen(string text) => Assert.Matches(Claim(), text);

    [GeneratedRegex(@"\d ?(ms|µs|s|KB|MB|GB|MiB|%|×|x)(?![a-z0-9])|\d ?times |(/s|per second)\b|\bas fast\b|\bfaster\b")]
    private static partial Regex Claim();
}

using System.Globalization;
using System.Text;

namespace Belfry.Bench.Results;

/// <summary>A bound that a figure of Belfry's, or its ratio to a peer's, is to keep.</summary>
/// <param name="Peer">Whose figure it is compared with; null: none, the bound is in the figure's own unit.</param>
internal sealed record Wanted(string Bench, string Case, string Size, string? Peer, string Name, bool AtLeast, double Bound)
{
    public static Wanted[] All { get; } =
    [
        .. Ratios("api", "POST an item, durable", "100 connections", "requests", atLeast: true, ("FastAPI", 12), ("Fastify", 4), ("naive .NET", 10)),
        new("api", "POST an item, durable", "100 connections", null, "p99", false, 25),
        .. Ratios("api", "GET a page of 20 items", "100 connections", "requests", atLeast: true, ("FastAPI", 40), ("Fastify", 1.5), ("naive .NET", 1)),
        .. Ratios("api", "GET a page of 20 items", "100 connections", "p99", atLeast: false, ("naive .NET", 1)),
        new("api", "process", "", null, "start to first answer", false, 350),
        new("api", "process", "", null, "resident after the load", false, 110),
        .. Ratios("backup", "copy, nobody writes", "1,024 MB", "time", atLeast: false, ("sqlite3 .backup", 1)),
        new("backup", "copy, nobody writes", "1,024 MB", null, "most resident", false, 64),
        new("backup", "copy beside a writer of 200 commits/s", "1,024 MB", null, "time", false, 5),
        new("backup", "copy beside a writer of 200 commits/s", "1,024 MB", null, "writer's p99", false, 5),
        .. Ratios("restore", "restore to a file, checked", "1,024 MB, 100,000 commits", "time", atLeast: false, ("cp and the checks", 2)),
        new("restore", "restore into the live database", "1,024 MB, 100,000 commits", null, "longest read", false, 200),
        new("restore", "restore into the live database", "1,024 MB, 100,000 commits", null, "reads that failed", false, 0),
        new("stream", "streaming", "0 commits/s", null, "processor of the follower", false, 0.5),
        new("stream", "streaming", "500 commits/s", null, "processor of the follower", false, 10),
        new("stream", "streaming", "5,000 commits/s", null, "lag p99", false, 250),
        .. Ratios("stream", "streaming", "5,000 commits/s", "writer's p99", atLeast: false, ("nobody follows", 1.3)),
        new("worker", "the service", "", null, "start to protecting", false, 300),
        new("worker", "the service", "0 commits/s", null, "processor", false, 0.5),
        new("worker", "the service", "0 commits/s", null, "most resident", false, 45),
        new("worker", "the service", "5,000 commits/s", null, "most resident", false, 60),
        new("host", "the whole application", "", null, "with dotnet run before it", false, 2),
        new("host", "the whole application", "", null, "stop", false, 1),
        new("host", "the whole application", "", null, "resident of the host", false, 90),
        new("host", "test fixture", "", null, "start to healthy", false, 2.5),
        new("deploy", "the whole deployment", "", null, "up to healthy", false, 6),
        new("deploy", "the whole deployment", "", null, "processor at rest", false, 1),
        new("deploy", "the whole deployment", "", null, "memory at rest", false, 260),
        .. ((string[])["api", "backup-worker", "dashboard", "web"]).Select(service => new Wanted("deploy", "image, packed", service, null, "size", false, 70)),
        new("dashboard", "start", "", null, "to first answer", false, 400),
        new("dashboard", "start", "", null, "resident", false, 80),
        new("dashboard", "ingest in batches of 512", "spans", null, "taken", true, 50_000),
        new("dashboard", "ingest in batches of 512", "log records", null, "taken", true, 100_000),
        new("dashboard", "from an export to the screen", "", null, "time", false, 300),
        new("dashboard", "memory at the bounds", "records of 1 KB, metrics, consoles", null, "resident", false, 250),
        new("growth", "writer: single-row commits, flushed", "1 caller", null, "commits", true, 5_000),
        new("growth", "writer: single-row commits, flushed", "256 callers", null, "commits", true, 100_000),
    ];

    /// <summary>Each bound with the median that was measured.</summary>
    public static string Table(IReadOnlyList<Measured> measured)
    {
        Figure[] figures = [.. measured.SelectMany(one => one.Figures)];
        var text = new StringBuilder("| part | figure | wanted | measured | |\n| --- | --- | --: | --: | --- |\n");
        foreach (var wanted in All)
        {
            var what = string.Join(", ", ((string[])[wanted.Case, wanted.Size, wanted.Name]).Where(word => word.Length > 0));
            var (value, unit) = wanted.Find(figures);
            var met = value is null ? "" : (wanted.AtLeast ? value >= wanted.Bound : value <= wanted.Bound) ? "met" : "**not met**";
            text.Append(CultureInfo.InvariantCulture, $"| {wanted.Bench} | {what} | {(wanted.AtLeast ? "≥" : "≤")} {wanted.Bound:#,0.##} {unit} | {(value is { } known ? new Spread(known, known, known) : "")} | {met} |\n");
        }

        return text.ToString();
    }

    private static IEnumerable<Wanted> Ratios(string bench, string @case, string size, string name, bool atLeast, params (string Peer, double Bound)[] bounds) =>
        bounds.Select(bound => new Wanted(bench, @case, size, bound.Peer, name, atLeast, bound.Bound));

    private (double? Value, string Unit) Find(IReadOnlyList<Figure> figures)
    {
        var figure = figures.FirstOrDefault(one => (one.Bench, one.Case, one.Size, one.Of, one.Name) == (Bench, Case, Size, Peer ?? Figure.Own, Name));
        return Peer is null
            ? (figure is null ? null : Spread.Of(figure.Runs).Median, figure?.Unit ?? "")
            : (figure?.RatioIn(figures)?.Median, $"× {Peer}");
    }
}

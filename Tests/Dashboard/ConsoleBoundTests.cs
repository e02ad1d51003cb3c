using Belfry.Dashboard.Consoles;
using Belfry.Dashboard.Live;
using Belfry.Dashboard.Resources;

namespace Belfry.Tests.Dashboard;

/// <summary>What the consoles of all resources may take together.</summary>
public sealed class ConsoleBoundTests
{
    [Fact]
    public void Append_ManyLongConsoles_TheLongestGiveWayAndAShortOneIsKept()
    {
        var store = new ConsoleStore(new LiveUpdates());
        store.Append("quiet", [Line(1, 20)]);
        for (var n = 1; n <= 100; n++)
        {
            for (var resource = 0; resource < 10; resource++)
            {
                store.Append($"chatty-{resource}", [.. Enumerable.Range(0, 10).Select(i => Line((n * 10) + i, 8_000))]);
            }
        }

        var page = store.Query(null, null, null, 100_000);

        Assert.InRange(page.Lines.Sum(line => line.Text.Length), ConsoleStore.MaxTotalBytes * 7 / 10, ConsoleStore.MaxTotalBytes);
        Assert.Single(page.Lines, line => line.Resource == "quiet");
        var kept = page.Lines.CountBy(line => line.Resource).Where(pair => pair.Key != "quiet").Select(pair => pair.Value).ToList();
        Assert.Equal(10, kept.Count);
        Assert.InRange(kept.Max() - kept.Min(), 0, 80);
        Assert.All(page.Lines.Where(line => line.Resource != "quiet").GroupBy(line => line.Resource), lines => Assert.Equal(1_009, lines.Max(line => line.N)));
    }

    private static FeedLogLine Line(int number, int length) => new(number, DateTimeOffset.UnixEpoch, "out", new string('x', length));
}

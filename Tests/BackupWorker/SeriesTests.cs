using Belfry.BackupWorker.Measures;

namespace Belfry.Tests.BackupWorker;

public sealed class SeriesTests
{
    private static readonly DateTimeOffset Start = new(2026, 11, 21, 0, 0, 0, TimeSpan.Zero);

    [Fact]
    public void Add_ThreeDaysOfMeasurements_KeepsADayOfThemWithinItsCapacity()
    {
        var series = new Series();
        for (var at = Start; at < Start.AddDays(3); at = at.AddSeconds(5))
        {
            series.Add(new Measure(at, TimeSpan.FromMilliseconds(20), 100, 1000));
        }

        var told = series.Document;

        Assert.InRange(told.At.Count, Series.Capacity / 2, Series.Capacity);
        Assert.InRange(told.At[^1] - told.At[0], 12 * 3600, 48 * 3600);
        Assert.Equal(told.At.Order(), told.At);
        Assert.InRange(Start.AddDays(3).ToUnixTimeSeconds() - told.At[^1], 0, 600);
    }

    [Fact]
    public void Add_APeak_StaysWhenNeighboursBecomeOne()
    {
        var series = new Series();
        for (var i = 0; i < 3 * Series.Capacity; i++)
        {
            series.Add(new Measure(Start.AddSeconds(5 * i), i == 7 ? TimeSpan.FromSeconds(9) : null, i == 8 ? 5000 : 100, i));
        }

        Assert.Equal((9000, 5000), (series.Document.LagMilliseconds.Max(), series.Document.WalBytes.Max()));
    }
}

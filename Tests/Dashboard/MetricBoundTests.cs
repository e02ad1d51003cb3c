using System.Text;
using Belfry.Dashboard.Live;
using Belfry.Dashboard.Metrics;
using Belfry.Dashboard.Otlp;
using Belfry.Dashboard.Otlp.Wire;

namespace Belfry.Tests.Dashboard;

/// <summary>What the points of all series may take together.</summary>
public sealed class MetricBoundTests
{
    [Fact]
    public void Points_OfManyLongSeries_GrowCoarserInsteadOfMore()
    {
        var store = new MetricStore(new SourceCache(TimeProvider.System), new LiveUpdates());
        long most = 0;
        for (var time = 1; time <= 450; time++)
        {
            using var writer = new ProtoWriter();
            OtlpJsonReader.Convert(Encoding.UTF8.GetBytes(Histograms(time)), OtlpSchema.Metrics, writer);
            Assert.Equal(0, store.Accept(writer.Written).Rejected);
            most = Math.Max(most, store.PointBytes);
        }

        var series = store.Read(instruments => instruments.Single().Series.Select(item => item.Points.ToList()).ToList());
        Assert.Equal(500, series.Count);
        Assert.InRange(most, MetricStore.MaxPointBytes / 2, MetricStore.MaxPointBytes * 11 / 10);
        Assert.Equal(series.Sum(points => points.Sum(point => (long)point.Bytes)), store.PointBytes);
        Assert.All(series, points =>
        {
            Assert.InRange(points.Count, 32, MetricSeries.MaxPoints);
            Assert.Equal((1, 450), (points[0].Time / 1_000, points[^1].Time / 1_000)); // it still reaches back to the start
        });
    }

    private static string Histograms(int second)
    {
        var points = Enumerable.Range(0, 500).Select(i => $$"""
            {"timeUnixNano":"{{second}}000000000","count":"{{second}}","sum":1,"bucketCounts":["1","2","3","4","5","6","7","8","9","10"],"explicitBounds":[1,2,3,4,5,6,7,8,9],
            "attributes":[{"key":"i","value":{"intValue":{{i}} } }]}
            """);
        return $$"""{"resourceMetrics":[{"scopeMetrics":[{"metrics":[{"name":"duration","histogram":{"aggregationTemporality":2,"dataPoints":[{{string.Join(',', points)}}]} }]}]}]}""";
    }
}

using Belfry.Dashboard;
using Belfry.Dashboard.Live;
using Belfry.Dashboard.Runs;
using Belfry.Tests.Support;
using Microsoft.Extensions.Configuration;

namespace Belfry.Tests.Dashboard;

/// <summary>What telemetry may take of the disk.</summary>
public sealed class RunFileTests
{
    private const int Megabyte = 1024 * 1024;

    [Fact]
    public void Write_FarMoreThanTheBound_StaysWithinItAndKeepsTheNewest()
    {
        using var folder = new TempFolder();
        var path = folder.File("run.db");
        var random = new Random(7);
        long largest = 0;
        using (var file = RunFile.Create(path, 4 * Megabyte))
        {
            for (var batch = 0; batch < 100; batch++)
            {
                // Random bytes do not compress; sizes from tiny to large, because each kind wastes its pages in another way.
                var requests = Enumerable.Range(0, 16).Select(i => Request(random, batch, i % 4 == 0 ? 100_000 : 300)).ToList();
                file.Write(requests);
                requests.ForEach(request => request.Dispose());
                largest = Math.Max(largest, new DirectoryInfo(folder.Path).EnumerateFiles().Sum(item => item.Length));
            }
        }

        var kept = new List<int>();
        RunFile.Read(path, (_, body) => kept.Add(body[0]));
        Assert.InRange(largest, 4 * Megabyte, 10 * Megabyte); // the file, its log of one batch more, and no more
        Assert.Equal(99, kept[^1]);
        Assert.InRange(kept.Count, 50, 1_000);
        Assert.True(kept[0] > 50, "the oldest go first");
    }

    [Fact]
    public void CreateCurrent_OlderRunsBeyondTheBound_DeletesTheOldest()
    {
        using var folder = new TempFolder();
        for (var i = 1; i <= 4; i++)
        {
            using var file = File.Create(folder.File($"run-2026010{i}T000000000Z.db"));
            file.SetLength(6 * Megabyte);
        }

        var configuration = new ConfigurationBuilder().AddInMemoryCollection([new("Dashboard:Data:Directory", folder.Path), new("Dashboard:Data:MaxMegabytes", "20")]).Build();
        var library = new RunLibrary(DashboardOptions.Read(configuration), new TelemetryStores(new LiveUpdates(), TimeProvider.System), TimeProvider.System);
        library.CreateCurrent().Dispose();

        Assert.Equal(
            ["current", "20260104T000000000Z", "20260103T000000000Z", "20260102T000000000Z"], library.List().Select(run => run.Id));
    }

    private static RecordedRequest Request(Random random, int batch, int length)
    {
        var body = new byte[length];
        random.NextBytes(body);
        body[0] = (byte)batch;
        return new RecordedRequest(Signal.Logs, DateTimeOffset.UtcNow, body);
    }
}

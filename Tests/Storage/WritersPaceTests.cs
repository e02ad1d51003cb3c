using System.Diagnostics;
using Belfry.Storage.Backup;
using Belfry.Tests.Support;

namespace Belfry.Tests.Storage;

public sealed class WritersPaceTests : IDisposable
{
    private readonly TempFolder _folder = new();

    [Fact]
    public async Task Keep_SomebodyWroteSinceItBegan_LetsOutAQuarterOfAGigabyteASecond()
    {
        var wal = _folder.File("app.db-wal");
        await File.WriteAllTextAsync(wal, "", TestContext.Current.CancellationToken);
        File.SetLastWriteTimeUtc(wal, DateTime.UtcNow.AddMinutes(-1));
        var pace = new WritersPace(wal);
        File.SetLastWriteTimeUtc(wal, DateTime.UtcNow);

        var clock = Stopwatch.StartNew();
        for (var megabyte = 0; megabyte < 64; megabyte++)
        {
            await pace.KeepAsync(1 << 20, TestContext.Current.CancellationToken);
        }

        Assert.True(clock.Elapsed > TimeSpan.FromSeconds(0.2), $"64 MiB went out in {clock.Elapsed}"); // no sooner, however fast or slow the machine
    }

    public void Dispose() => _folder.Dispose();
}

using Belfry.BackupWorker.Protection;
using Belfry.Storage.Backup;

namespace Belfry.Tests.BackupWorker;

public sealed class ArchiveScratchTests : IAsyncLifetime
{
    private readonly Playground _playground = new();
    private Archive _archive = null!;

    public async ValueTask InitializeAsync() =>
        _archive = await new BackupJob(_playground.DatabasePath, _playground.ArchivePath).OpenArchiveAsync(TestContext.Current.CancellationToken);

    public ValueTask DisposeAsync() => _playground.DisposeAsync();

    [Theory]
    [InlineData("verify-1", 0, false)]
    [InlineData("restore-1", 0, false)]
    [InlineData("0123abcd", 5, true)] // somebody may be opening the archive this very moment
    [InlineData("0123abcd", 120, false)]
    public void Empty_NobodyStreams_KeepsOnlyWhatIsBeingWritten(string name, int ageInSeconds, bool stays) =>
        Assert.Equal(stays, StaysAfterEmpty(name, ageInSeconds));

    [Theory]
    [InlineData("verify-1", 0, false)]
    [InlineData("0123abcd", 120, true)]
    [InlineData("0123abcd", 7200, false)]
    public void Empty_WhileAWorkerStreams_KeepsWhatItMayBeWriting(string name, int ageInSeconds, bool stays)
    {
        using var stream = ArchiveLock.TryTakeStream(_archive.WorkFolder);

        Assert.Equal(stays, StaysAfterEmpty(name, ageInSeconds));
    }

    private bool StaysAfterEmpty(string name, int ageInSeconds)
    {
        var file = Path.Combine(_archive.WorkFolder, "tmp", name);
        File.WriteAllText(file, "unfinished");
        File.SetLastWriteTimeUtc(file, DateTime.UtcNow.AddSeconds(-ageInSeconds));
        ArchiveScratch.Empty(_archive);
        return File.Exists(file);
    }
}

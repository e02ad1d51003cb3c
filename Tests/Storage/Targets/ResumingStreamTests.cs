using Belfry.Storage.Backup.Targets;
using Belfry.Tests.Support;

namespace Belfry.Tests.Storage.Targets;

/// <summary>A download that is stopped.</summary>
public sealed class ResumingStreamTests
{
    [Fact]
    public async Task Read_StoppedAtTheMomentItBreaksOff_IsCancelled()
    {
        using var folder = new TempFolder();
        using var stop = new CancellationTokenSource();
        await using var stream = new ResumingStream(
            new FolderTarget(folder.Path),
            (_, _) =>
            {
                stop.Cancel();
                throw new IOException("The connection was reset.");
            },
            10,
            TimeSpan.FromMinutes(1));

        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => stream.ReadAsync(new byte[10], stop.Token).AsTask());
    }
}

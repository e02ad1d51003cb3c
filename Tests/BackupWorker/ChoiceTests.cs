using Belfry.BackupWorker.Protection;
using Belfry.Storage.Backup;

namespace Belfry.Tests.BackupWorker;

public sealed class ChoiceTests
{
    [Fact]
    public void NotFromTheFuture_BackupOfAClockThatRanAhead_IsPassedOver()
    {
        var present = Taken(DateTimeOffset.UtcNow);

        Assert.Equal([present], Choice.NotFromTheFuture([Taken(DateTimeOffset.UtcNow.AddYears(1)), Taken(DateTimeOffset.UtcNow.AddHours(1)), present]));
    }

    private static Backup Taken(DateTimeOffset at) => new(ArchiveTime.Text(at), at, 1, BackupState.Verified, at, null, null) { ObjectName = "" };
}

using Belfry.Tests.Support;

namespace Belfry.Tests.BackupWorker.ServiceFaults;

/// <summary>Two workers share an archive, and one of them sleeps through the loss of its lease. docs/faults.md has all faults.</summary>
public sealed class RivalWorkerTests : IAsyncDisposable
{
    private static readonly TimeSpan LongerThanALease = TimeSpan.FromSeconds(150);

    private readonly Playground _playground = new();

    public ValueTask DisposeAsync() => _playground.DisposeAsync();

    /// <summary>On one machine the system's locks keep the second one away for as long as the first exists; a network's file system forgets those of a client that was away.</summary>
    [Fact(Explicit = true)] // a lease has to expire: see CONTRIBUTING.md
    public async Task Suspended_WakesAfterItsLeaseWasTaken_SaysSoAndLeavesTheOthersHistoryAlone()
    {
        Assert.SkipWhen(OperatingSystem.IsWindows(), "Windows cannot stop a process and let it go on.");
        await _playground.CreateDatabaseAsync();
        await using var first = await _playground.StartProtectedAsync();
        await _playground.AppendAsync(1);
        var old = (await first.CaughtUpAsync()).Lineage;

        await first.SuspendAsync();
        foreach (var held in Directory.GetFiles(_playground.ArchivePath, "*.lock", SearchOption.AllDirectories))
        {
            File.Delete(held);
        }

        await using var second = await WorkerProcess.StartAsync(_playground);
        await _playground.AppendAsync(2);
        await Eventually.TrueAsync(async () => (await second.StateAsync()).Stream.Failure?.Contains("has it since", StringComparison.Ordinal) is true, "the second one to wait");
        await Eventually.TrueAsync(async () => (await second.StateAsync()).Stream.Lineage is not null, () => $"the second one to take over; its log:\n{second.Log}", LongerThanALease);
        var taken = await second.CaughtUpAsync();

        await first.WakeAsync();
        await _playground.AppendAsync(3);
        await first.TellsAsync(state => state.Stream.Failure, "(epoch 2)");
        Assert.Contains("Its lease was taken over", first.Log, StringComparison.Ordinal);
        await _playground.AppendAsync(4);
        var stream = await second.CaughtUpAsync();

        Assert.NotEqual(old, taken.Lineage);
        Assert.Contains("The lease was taken over", taken.LineageReason, StringComparison.Ordinal);
        Assert.Equal((taken.Lineage, null), (stream.Lineage, stream.Failure));
        Assert.Equal([1, 2, 3, 4], await _playground.RestoredAsync());
    }
}

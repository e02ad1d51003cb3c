using Belfry.Storage.Following;

namespace Belfry.Tests.Storage;

/// <summary>Waiting for a follower by what it reports, never by a fixed time.</summary>
internal static class FollowerWaits
{
    /// <summary>Waits until the archive holds everything that was committed before the call.</summary>
    public static async Task ReachAsync(Follower follower)
    {
        var look = follower.LookNow();
        await UntilAsync(() => follower.Status is { Lineage: not null, Failure: null } status && status.Look >= look);
    }

    public static async Task UntilAsync(Func<bool> condition)
    {
        using var limit = new CancellationTokenSource(TimeSpan.FromSeconds(30));
        while (!condition())
        {
            await Task.Delay(2, limit.Token);
        }
    }
}

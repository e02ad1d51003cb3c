namespace Belfry.Storage.Following;

/// <summary>Looks after something while a long piece of work goes on, and never leaves the work behind.</summary>
internal static class WatchedWork
{
    /// <param name="work">Stops soon when it is told to.</param>
    /// <param name="interval">Between two looks.</param>
    /// <param name="look">Tells whether the work may go on; what it throws stops the work too.</param>
    /// <param name="cancellation">Stops the work.</param>
    /// <returns>What the work gave, also when it ended well after it was told to stop.</returns>
    public static async Task<T> RunAsync<T>(
        Func<CancellationToken, Task<T>> work, TimeSpan interval, Func<ValueTask<bool>> look, CancellationToken cancellation)
    {
        using var stop = CancellationTokenSource.CreateLinkedTokenSource(cancellation);
        var working = work(stop.Token);
        try
        {
            while (await Task.WhenAny(working, Task.Delay(interval, CancellationToken.None)).ConfigureAwait(false) != working)
            {
                if (!await look().ConfigureAwait(false))
                {
                    await stop.CancelAsync().ConfigureAwait(false);
                    break;
                }
            }

            return await working.ConfigureAwait(false);
        }
        finally
        {
            await stop.CancelAsync().ConfigureAwait(false);
            await Task.WhenAny(working).ConfigureAwait(false);
        }
    }
}

using System.Diagnostics;

namespace Belfry.Tests.Support;

/// <summary>Waits for what another process or thread brings about; a deadline turns waiting in vain into a failure.</summary>
internal static class Eventually
{
    private static readonly TimeSpan Deadline = TimeSpan.FromSeconds(30);
    private static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(10);

    /// <summary>Asks until the answer is true. A connection that is refused counts as not yet, and so does a server that exceeds the timeout of its client.</summary>
    public static Task TrueAsync(Func<Task<bool>> condition, string what, TimeSpan? deadline = null) => TrueAsync(condition, () => what, deadline);

    /// <inheritdoc cref="TrueAsync(Func{Task{bool}}, string, TimeSpan?)"/>
    /// <param name="condition">What is waited for.</param>
    /// <param name="what">The same in words, asked for when it was waited for in vain.</param>
    /// <param name="deadline">How long.</param>
    public static async Task TrueAsync(Func<Task<bool>> condition, Func<string> what, TimeSpan? deadline = null)
    {
        var clock = Stopwatch.StartNew();
        while (!await AskAsync(condition))
        {
            if (clock.Elapsed >= (deadline ?? Deadline))
            {
                Assert.Fail($"Waited {(deadline ?? Deadline).TotalSeconds:0} s in vain for {what()}.");
            }

            await Task.Delay(Pause);
        }
    }

    private static async Task<bool> AskAsync(Func<Task<bool>> condition)
    {
        try
        {
            return await condition();
        }
        catch (Exception fault) when (fault is HttpRequestException or TaskCanceledException { InnerException: TimeoutException })
        {
            return false;
        }
    }
}

using System.Diagnostics;

namespace Belfry.Tests.Lifecycle;

/// <summary>SIGKILL, from within: nothing of this process runs afterwards, no finally and no flush.</summary>
internal static class Suicide
{
    public static void Now()
    {
        Process.GetCurrentProcess().Kill();
        Thread.Sleep(Timeout.Infinite);
    }

    public static void In(TimeSpan delay) => new Thread(() =>
    {
        Thread.Sleep(delay);
        Now();
    }).Start();
}

/// <summary>Progress that is handled at once, on the thread that reports it.</summary>
internal sealed class Told<T>(Action<T> handle) : IProgress<T>
{
    public void Report(T value) => handle(value);
}

/// <summary>A clock that stands still.</summary>
internal sealed class StoppedClock(DateTimeOffset now) : TimeProvider
{
    public override DateTimeOffset GetUtcNow() => now;
}

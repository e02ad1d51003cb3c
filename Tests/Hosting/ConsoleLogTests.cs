using Aspire.Hosting.ApplicationModel;

namespace Belfry.Tests.Hosting;

public sealed class ConsoleLogTests
{
    [Fact]
    public void Append_MoreThanItKeeps_ForgetsTheOldest()
    {
        var log = new ConsoleLog();
        for (var i = 1; i <= ConsoleLog.MaxLines + 5; i++)
        {
            log.Append(LogStream.Out, $"line {i}");
        }

        var kept = log.Read(0, int.MaxValue);
        Assert.Equal(ConsoleLog.MaxLines, kept.Count);
        Assert.Equal((6, "line 6"), (kept[0].Number, kept[0].Text));
        Assert.Equal(ConsoleLog.MaxLines + 5, kept[^1].Number);
    }

    [Fact]
    public void Read_AfterANumber_ContinuesThere()
    {
        var log = new ConsoleLog();
        log.Append([(LogStream.Out, "a"), (LogStream.Err, "b"), (LogStream.System, "c")]);

        Assert.Equal([2, 3], log.Read(1, 10).Select(e => e.Number));
        Assert.Equal([2], log.Read(1, 1).Select(e => e.Number));
        Assert.Empty(log.Read(3, 10));
        Assert.Equal(["c"], log.Tail(1).Select(e => e.Text));
    }

    [Fact(Timeout = TestApp.Timeout)]
    public async Task WatchAsync_NothingIsWritten_CanBeCancelled()
    {
        using var loggers = new ResourceLoggerService();
        using var stop = new CancellationTokenSource();
        await using var lines = loggers.WatchAsync("silent").GetAsyncEnumerator(stop.Token);
        var next = lines.MoveNextAsync().AsTask();

        await stop.CancelAsync();

        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => next);
    }

    [Fact(Timeout = TestApp.Timeout)]
    public async Task Start_ProgramPrintsTwentyMegabytes_KeepsTheEndWithinItsBound()
    {
        var builder = TestApp.Describe();
        builder.AddShell("chatty", "yes 'a line of some forty characters or so' | head -c 20000000; echo; echo the end");
        await using var app = await TestApp.StartAsync(builder);

        var lines = await app.OutputAsync("chatty");

        Assert.Equal("the end", lines[^1]);
        Assert.InRange(lines.Length, 2, ConsoleLog.MaxLines);
    }

    [Fact(Timeout = TestApp.Timeout)]
    public async Task Start_ProgramPrintsOneEndlessLine_CutsItIntoPieces()
    {
        var builder = TestApp.Describe();
        builder.AddShell("endless", "head -c 100000 /dev/zero | tr '\\0' x");
        await using var app = await TestApp.StartAsync(builder);

        var lines = await app.OutputAsync("endless");

        Assert.Equal(100_000, lines.Sum(l => l.Length));
        Assert.All(lines, l => Assert.InRange(l.Length, 1, ConsoleLog.MaxLineLength));
    }
}

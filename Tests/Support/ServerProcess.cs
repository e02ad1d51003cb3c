using System.Collections.Concurrent;
using System.Diagnostics;

namespace Belfry.Tests.Support;

/// <summary>A server in a process of its own, ended with all its children when disposed.</summary>
internal sealed class ServerProcess : IDisposable
{
    private static readonly TimeSpan StartTimeout = TimeSpan.FromSeconds(30);
    private static readonly HttpClient Http = new();

    private readonly ConcurrentQueue<string> _output = new();
    private readonly Process _process;

    private ServerProcess(ProcessStartInfo start)
    {
        _process = new Process { StartInfo = start };
        _process.OutputDataReceived += (_, line) => _output.Enqueue(line.Data ?? "");
        _process.ErrorDataReceived += (_, line) => _output.Enqueue(line.Data ?? "");
        _process.Start();
        _process.BeginOutputReadLine();
        _process.BeginErrorReadLine();
    }

    /// <summary>Starts it and waits until <paramref name="ready"/> answers 200. A failure carries what the process printed.</summary>
    public static async Task<ServerProcess> StartAsync(ProcessStartInfo start, Uri ready, CancellationToken cancellation)
    {
        start.RedirectStandardOutput = true;
        start.RedirectStandardError = true;
        var server = new ServerProcess(start);
        try
        {
            await server.AnswersAsync(ready, cancellation);
            return server;
        }
        catch
        {
            server.Dispose();
            throw;
        }
    }

    /// <summary>An address of this machine that nothing listens on at the moment.</summary>
    public static Uri FreeAddress() => new($"http://localhost:{FreePort.Find()}");

    public void Dispose()
    {
        _process.Kill(entireProcessTree: true);
        _process.WaitForExit();
        _process.Dispose();
    }

    private async Task AnswersAsync(Uri ready, CancellationToken cancellation)
    {
        for (var watch = Stopwatch.StartNew(); watch.Elapsed < StartTimeout; await Task.Delay(50, cancellation))
        {
            Assert.False(_process.HasExited, $"{_process.StartInfo.FileName} ended: {string.Join('\n', _output)}");
            try
            {
                using var response = await Http.GetAsync(ready, cancellation);
                if (response.IsSuccessStatusCode)
                {
                    return;
                }
            }
            catch (HttpRequestException)
            {
                // Nothing listens there yet.
            }
        }

        Assert.Fail($"{ready} did not answer in {StartTimeout.TotalSeconds} s: {string.Join('\n', _output)}");
    }
}

using System.Diagnostics;
using System.Net;
using System.Net.Sockets;
using Belfry.Tests.Support;

namespace Belfry.Tests.ServiceDefaults;

/// <summary>The health check of a container, as the engine starts it: a program beside a service, here one that says what the test wants.</summary>
public sealed class HealthCommandTests : IDisposable
{
    private const string Ready = "HTTP/1.1 200 OK\r\n\r\nHealthy";
    private const string NotReady = "HTTP/1.1 503 Service Unavailable\r\n\r\nThe volume is full.";

    private readonly TempFolder _folder = new();
    private readonly int _port = FreePort.Find();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public async Task Watch_BeforeTheServiceIsThere_WaitsForIt()
    {
        var asked = HealthAsync("--watch");
        await Task.Delay(300, TestContext.Current.CancellationToken); // so that most runs ask in vain first; the outcome is the same either way

        Assert.Equal((0, ""), await AnsweringAsync(Ready, asked));
    }

    [Fact]
    public async Task Watch_OfAServiceThatIsNotReadyAnyMore_SaysSoAtOnceAndBeginsAnew()
    {
        Assert.Equal((0, ""), await AnsweringAsync(Ready, HealthAsync("--watch")));

        Assert.Equal((1, "The volume is full."), await AnsweringAsync(NotReady, HealthAsync("--watch")));
        Assert.Equal((0, ""), await AnsweringAsync(Ready, HealthAsync("--watch")));
    }

    [Fact]
    public async Task Health_IsToldAtOnce()
    {
        Assert.Equal((0, ""), await AnsweringAsync(Ready, HealthAsync()));
        Assert.Equal((1, "The volume is full."), await AnsweringAsync(NotReady, HealthAsync()));
        Assert.Equal((1, $"Nothing answers on port {_port}: ConnectionRefused."), await HealthAsync());
        Assert.Equal((1, $"The service on port {_port} ended the connection without an answer."), await AnsweringAsync("", HealthAsync()));
    }

    private async Task<(int ExitCode, string Output)> HealthAsync(params string[] words)
    {
        var start = BuiltProgram.StartInfo("Api", "Api.dll", ["health", .. words]);
        start.RedirectStandardOutput = true;
        start.Environment["HTTP_PORTS"] = $"{_port}";
        start.Environment["TMPDIR"] = _folder.Path;
        using var process = Process.Start(start)!;
        var output = await process.StandardOutput.ReadToEndAsync(TestContext.Current.CancellationToken);
        await process.WaitForExitAsync(TestContext.Current.CancellationToken);
        return (process.ExitCode, output.Trim());
    }

    /// <summary>A service that says this to everybody, until the command ends.</summary>
    private async Task<(int ExitCode, string Output)> AnsweringAsync(string answer, Task<(int ExitCode, string Output)> asking)
    {
        using var listener = new TcpListener(IPAddress.Loopback, _port);
        listener.Start();
        var answering = Task.Run(async () =>
        {
            while (true)
            {
                using var connection = await listener.AcceptSocketAsync();
                await connection.ReceiveAsync(new byte[1024]);
                await connection.SendAsync(System.Text.Encoding.ASCII.GetBytes(answer));
            }
        });
        var asked = await asking;
        listener.Stop();
        await Assert.ThrowsAnyAsync<Exception>(() => answering);
        return asked;
    }
}

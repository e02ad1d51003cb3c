using System.Net;
using System.Net.Sockets;
using Belfry.ServiceDefaults;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;

namespace Belfry.Tests.ServiceDefaults;

public sealed class ServiceRunnerTests : IDisposable
{
    private readonly TcpListener _taken = new(IPAddress.Loopback, 0);

    [Fact]
    public async Task BuildAndRun_AddressIsTaken_IsTheReasonWhateverBackgroundServicesMeetThen()
    {
        _taken.Start();

        var reason = await Assert.ThrowsAsync<IOException>(() => RunAsync<FailsWhenStopped>($"http://{_taken.LocalEndpoint}"));

        Assert.Contains(_taken.LocalEndpoint.ToString()!, reason.Message);
    }

    [Fact]
    public async Task BuildAndRun_BackgroundServiceFails_IsTheReason() =>
        Assert.Equal("The lamp is out.", (await Assert.ThrowsAsync<StartFailureException>(() => RunAsync<FailsAtOnce>("http://127.0.0.1:0"))).What);

    public void Dispose() => _taken.Dispose();

    private static Task RunAsync<T>(string address) where T : BackgroundService =>
        ServiceRunner.BuildAndRunAsync(["--urls", address], builder => builder.Services.AddHostedService<T>(), _ => { });

    private sealed class FailsWhenStopped : BackgroundService
    {
        protected override Task ExecuteAsync(CancellationToken stoppingToken)
        {
            var stopped = new TaskCompletionSource();
            stoppingToken.Register(() => stopped.SetException(new InvalidOperationException("What it used is gone.")));
            return stopped.Task;
        }
    }

    private sealed class FailsAtOnce : BackgroundService
    {
        protected override Task ExecuteAsync(CancellationToken stoppingToken) => throw new StartFailureException("The lamp is out.", "No oil.", "Pour some.");
    }
}

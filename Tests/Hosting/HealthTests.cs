using Aspire.Hosting;
using Aspire.Hosting.ApplicationModel;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Diagnostics.HealthChecks;

namespace Belfry.Tests.Hosting;

public sealed class HealthTests
{
    [Fact(Timeout = TestApp.Timeout)]
    public async Task WaitFor_HealthCheckTurnsHealthy_StartsThen()
    {
        var asked = 0;
        var builder = TestApp.Describe();
        builder.Services.AddHealthChecks().AddCheck("third-time", () => ++asked < 3 ? HealthCheckResult.Unhealthy("not yet") : HealthCheckResult.Healthy());
        var server = builder.AddShell("server", "exec sleep 600").WithHealthCheck("third-time");
        builder.AddShell("client", "true").WaitFor(server);
        await using var app = await TestApp.StartAsync(builder);

        await app.StateAsync("client", KnownResourceStates.Finished);

        Assert.True(asked >= 3);
    }

    [Fact(Timeout = TestApp.Timeout)]
    public async Task WithHttpHealthCheck_ServerAnswers_IsHealthyWithItsReport()
    {
        var builder = TestApp.Describe();
        builder.AddNodeServer("server", "require('http').createServer((q, r) => r.end(q.url)).listen(process.env.PORT)")
            .WithHttpEndpoint(env: "PORT").WithHttpHealthCheck("/health/ready");
        await using var app = await TestApp.StartAsync(builder);

        var healthy = await app.Notifications.WaitForResourceHealthyAsync("server", TestContext.Current.CancellationToken);

        Assert.Equal("server_http_/health/ready_200_check", healthy.Snapshot.HealthReports.Single().Name);
    }

    [Fact(Timeout = TestApp.Timeout)]
    public async Task OnResourceReady_HandlerIsSlow_HoldsBackThoseThatWait()
    {
        var handled = false;
        var builder = TestApp.Describe();
        var server = builder.AddShell("server", "exec sleep 600").OnResourceReady(async (_, _, stop) =>
        {
            await Task.Delay(200, stop);
            handled = true;
        });
        var sawHandled = false;
        builder.AddShell("client", "true").WaitFor(server).OnBeforeResourceStarted((_, _, _) =>
        {
            sawHandled = handled;
            return Task.CompletedTask;
        });
        await using var app = await TestApp.StartAsync(builder);

        await app.StateAsync("client", KnownResourceStates.Finished);

        Assert.True(sawHandled);
    }
}

using System.Net;
using System.Net.Sockets;
using Aspire.Hosting;
using Aspire.Hosting.Execution;
using Aspire.Hosting.Testing;
using Belfry.Tests.Support;

namespace Belfry.Tests.Hosting;

public sealed class PortTests
{
    [Fact]
    public async Task Start_DeclaredPortIsTaken_NamesThePortAndItsHolder()
    {
        using var holder = new TcpListener(IPAddress.Loopback, 0);
        holder.Start();
        var port = ((IPEndPoint)holder.LocalEndpoint).Port;
        var builder = TestApp.Describe();
        builder.AddExecutable("web", "sh", ".").WithHttpEndpoint(port: port, isProxied: false);

        var fault = await Assert.ThrowsAsync<DistributedApplicationException>(() => TestApp.StartAsync(builder));

        Assert.StartsWith($"The port {port} of 'web' is taken.", fault.Message, StringComparison.Ordinal);
        Assert.SkipUnless(OperatingSystem.IsLinux(), "Only Linux tells who holds a port.");
        Assert.Contains($"(process {Environment.ProcessId}) listens on it.", fault.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Start_TwoResourcesDeclareOnePort_NamesBoth()
    {
        var builder = TestApp.Describe();
        builder.AddExecutable("a", "sh", ".").WithHttpEndpoint(port: 31_999, isProxied: false);
        builder.AddExecutable("b", "sh", ".").WithHttpEndpoint(port: 31_999, isProxied: false);

        var fault = await Assert.ThrowsAsync<DistributedApplicationException>(() => TestApp.StartAsync(builder));

        Assert.Contains("The resource 'a' of this application has it too.", fault.Message, StringComparison.Ordinal);
    }

    [Fact(Timeout = TestApp.Timeout)]
    public async Task Start_PortDiffersFromTargetPort_CarriesRequestsToTheProcess()
    {
        var (port, target) = (Ports.Take(), Ports.Take());
        var builder = WithDeclaredPorts();
        builder.AddNodeServer("web", $"require('http').createServer((q, r) => q.pipe(r)).listen({target}, '127.0.0.1')")
            .WithHttpEndpoint(port, target, env: "PORT").WithHttpHealthCheck("/");
        await using var app = await TestApp.StartAsync(builder);
        await app.Notifications.WaitForResourceHealthyAsync("web", TestContext.Current.CancellationToken);

        var address = app.Application.GetEndpoint("web");
        using var client = new HttpClient();
        var sent = new string('x', 300_000);
        using var answer = await client.PostAsync(address, new StringContent(sent), TestContext.Current.CancellationToken);

        Assert.Equal(port, address.Port);
        Assert.Equal(sent, await answer.Content.ReadAsStringAsync(TestContext.Current.CancellationToken));
    }

    [Fact]
    public async Task Start_TwoPortsButNotProxied_SaysThatNothingCarries()
    {
        var builder = WithDeclaredPorts();
        builder.AddExecutable("web", "sh", ".").WithHttpEndpoint(Ports.Take(), Ports.Take(), isProxied: false);

        var fault = await Assert.ThrowsAsync<DistributedApplicationException>(() => TestApp.StartAsync(builder));

        Assert.Contains("nothing carries connections", fault.Message, StringComparison.Ordinal);
    }

    [Fact(Timeout = TestApp.Timeout)]
    public async Task Dispose_ForwardedPort_IsFreeAgain()
    {
        var port = Ports.Take();
        var builder = WithDeclaredPorts();
        builder.AddShell("web", "exec sleep 600").WithHttpEndpoint(port, Ports.Take());
        await (await TestApp.StartAsync(builder)).DisposeAsync();

        // A program that another test is just starting holds a copy of the listener until it has replaced this program's image.
        await Eventually.TrueAsync(() => Task.FromResult(Ports.IsFree(port)), "the port to be free again");
    }

    private static IDistributedApplicationTestingBuilder WithDeclaredPorts() =>
        TestApp.Describe("--DcpPublisher:RandomizePorts=false");
}

using System.Net;
using System.Net.Sockets;
using Aspire.Hosting;

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
}

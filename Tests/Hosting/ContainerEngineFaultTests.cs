using System.Net;
using System.Net.Sockets;
using Aspire.Hosting;
using Aspire.Hosting.ApplicationModel;
using Aspire.Hosting.Execution;
using Aspire.Hosting.Testing;
using Belfry.Tests.Support;

namespace Belfry.Tests.Hosting;

/// <summary>What happens when the engine hangs or fails half-way. Needs no engine: shell scripts take its place.</summary>
public sealed class ContainerEngineFaultTests : IDisposable
{
    private readonly TempFolder _folder = new();

    [Fact(Timeout = TestApp.Timeout)]
    public async Task Run_EngineDoesNotAnswer_HasFailed()
    {
        var program = new EngineProgram(FakeEngine.Write(_folder, "exec sleep 600"), RunId.New(), TimeSpan.FromMilliseconds(200));

        var answer = await program.RunAsync(["version"], TestContext.Current.CancellationToken);

        Assert.False(answer.Succeeded);
        Assert.StartsWith("The engine has not answered 'version' within ", answer.Complaint, StringComparison.Ordinal);
    }

    [Fact(Timeout = TestApp.Timeout)]
    public async Task Stop_EngineHangs_ComesToAnEnd()
    {
        var builder = Describe("""
            case $1 in
              create) echo 0123456789ab ;;
              logs|wait|stop|kill) exec sleep 600 ;;
            esac
            """);
        builder.AddContainer("db", "postgres");
        var app = await TestApp.StartAsync(builder);
        await app.StateAsync("db", KnownResourceStates.Running);

        // Without an end of its patience this takes until the test's time is over.
        await app.DisposeAsync();
    }

    [Fact(Timeout = TestApp.Timeout)]
    public async Task Start_FilesCannotBePutIn_RemovesWhatItMade()
    {
        // The engine knows containers by the labels they were created with.
        var builder = Describe($"""
            echo "$@" >> {_folder.File("arguments")}
            case "$*" in
              create*) echo 0123456789ab ;;
              cp*) echo no space left >&2; exit 1 ;;
              ps*label=apphost.start=*) echo 0123456789ab ;;
              inspect*) exit 1 ;;
            esac
            """);
        builder.AddContainer("db", "postgres").WithLifetime(ContainerLifetime.Persistent).WithContainerFiles("/etc", [new ContainerFile { Name = "made", Contents = "x" }]);
        await using (var app = await TestApp.StartAsync(builder))
        {
            await app.StateAsync("db", KnownResourceStates.FailedToStart);
            Assert.Contains("no space left", string.Join('\n', await app.OutputAsync("db")), StringComparison.Ordinal);
        }

        var commands = await File.ReadAllLinesAsync(_folder.File("arguments"), TestContext.Current.CancellationToken);
        var start = commands.Single(c => c.StartsWith("create ", StringComparison.Ordinal)).Split(' ').Single(a => a.StartsWith("apphost.start=", StringComparison.Ordinal));
        Assert.Contains($"ps --all --quiet --filter label={start}", commands);
        Assert.Contains("rm --force --volumes 0123456789ab", commands);
    }

    [Fact(Timeout = TestApp.Timeout)]
    public async Task Stop_WhileTheNetworkIsMade_RemovesIt()
    {
        var builder = Describe($"""
            echo "$@" >> {_folder.File("arguments")}
            case "$1 $2" in
              "network inspect") exit 1 ;;
              "network create") touch {_folder.File("creating")}; exec sleep 600 ;;
            esac
            """);
        builder.AddContainer("db", "postgres");
        await using (await TestApp.StartAsync(builder))
        {
            await Eventually.TrueAsync(() => Task.FromResult(File.Exists(_folder.File("creating"))), "the network to be asked for");
        }

        Assert.Contains("\nnetwork rm apphost-", await File.ReadAllTextAsync(_folder.File("arguments"), TestContext.Current.CancellationToken), StringComparison.Ordinal);
    }

    [Fact(Timeout = TestApp.Timeout)]
    public async Task LogEndsFirst_PersistentContainer_StaysReachable()
    {
        using var container = new TcpListener(IPAddress.Loopback, 0);
        container.Start();
        var builder = Describe($"""
            case $1 in
              inspect) exit 1 ;;
              create) echo 0123456789ab ;;
              port) echo 127.0.0.1:{((IPEndPoint)container.LocalEndpoint).Port} ;;
              wait) touch {_folder.File("waiting")}; exec sleep 600 ;;
            esac
            """);
        var db = builder.AddContainer("db", "postgres").WithLifetime(ContainerLifetime.Persistent).WithEndpoint(targetPort: 5432, name: "tcp");
        await using var app = await TestApp.StartAsync(builder);
        await Eventually.TrueAsync(() => Task.FromResult(File.Exists(_folder.File("waiting"))), "the log to have ended");

        using var client = new TcpClient();
        await client.ConnectAsync(IPAddress.Loopback, db.GetEndpoint("tcp").Port, TestContext.Current.CancellationToken);

        using var arrived = await container.AcceptTcpClientAsync(TestContext.Current.CancellationToken);
        Assert.True(arrived.Connected);
    }

    public void Dispose() => _folder.Dispose();

    private IDistributedApplicationTestingBuilder Describe(string script) => TestApp.Describe($"--ASPIRE_CONTAINER_RUNTIME={FakeEngine.Write(_folder, script)}");
}

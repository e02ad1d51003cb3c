using Aspire.Hosting;
using Aspire.Hosting.ApplicationModel;
using Belfry.Tests.Support;

namespace Belfry.Tests.Hosting;

/// <summary>Which engine is asked, and what happens when none answers. Needs no engine: shell scripts take its place.</summary>
public sealed class ContainerEngineTests : IDisposable
{
    private readonly TempFolder _folder = new();

    [Fact(Timeout = TestApp.Timeout)]
    public async Task Start_NoEngineAnswers_SaysWhatToDo()
    {
        var builder = TestApp.Describe($"--ASPIRE_CONTAINER_RUNTIME={Engine("echo 'Cannot connect to the daemon' >&2; exit 1")}");
        builder.AddContainer("db", "postgres", "17");
        await using var app = await TestApp.StartAsync(builder);

        await app.StateAsync("db", KnownResourceStates.FailedToStart);

        var log = string.Join('\n', await app.OutputAsync("db"));
        Assert.Contains("No container engine answers, and the application has a container.\n  why:  '", log, StringComparison.Ordinal);
        Assert.Contains("says: Cannot connect to the daemon\n  next: Start Docker", log, StringComparison.Ordinal);
    }

    [Fact(Timeout = TestApp.Timeout)]
    public async Task Start_EngineIsNotInstalled_SaysSo()
    {
        var builder = TestApp.Describe("--DOTNET_ASPIRE_CONTAINER_RUNTIME=no-such-engine");
        builder.AddContainer("db", "postgres", "17");
        await using var app = await TestApp.StartAsync(builder);

        await app.StateAsync("db", KnownResourceStates.FailedToStart);

        Assert.Contains("  why:  'no-such-engine' is not installed.\n", string.Join('\n', await app.OutputAsync("db")), StringComparison.Ordinal);
    }

    [Fact(Timeout = TestApp.Timeout)]
    public async Task Start_ModelWithoutContainers_NeverTouchesAnEngine()
    {
        var builder = TestApp.Describe($"--ASPIRE_CONTAINER_RUNTIME={Engine($"touch {_folder.File("asked")}; exit 1")}");
        builder.AddShell("worker", "true");
        await using (var app = await TestApp.StartAsync(builder))
        {
            await app.StateAsync("worker", KnownResourceStates.Finished);
        }

        Assert.False(File.Exists(_folder.File("asked")));
    }

    [Fact(Timeout = TestApp.Timeout)]
    public async Task Start_SecretInTheEnvironment_IsNoArgumentOfTheEnginesProgram()
    {
        // A list of processes shows arguments to everybody on the machine.
        var engine = Engine($"""
            echo "$@" >> {_folder.File("arguments")}
            case $1 in
              create) echo "$KEY" > {_folder.File("key")}; echo 0123456789ab ;;
              wait) echo 0 ;;
            esac
            """);
        var builder = TestApp.Describe($"--ASPIRE_CONTAINER_RUNTIME={engine}", "--Parameters:key=s3cret");
        builder.AddContainer("db", "postgres", "17").WithEnvironment("KEY", builder.AddParameter("key", secret: true)).WithEnvironment("PATH", "/bin");
        await using (var app = await TestApp.StartAsync(builder))
        {
            await app.StateAsync("db", KnownResourceStates.Finished);
        }

        var arguments = await File.ReadAllTextAsync(_folder.File("arguments"), TestContext.Current.CancellationToken);
        Assert.Contains("--env KEY --env PATH=/bin postgres:17\n", arguments, StringComparison.Ordinal);
        Assert.DoesNotContain("s3cret", arguments, StringComparison.Ordinal);
        Assert.Equal("s3cret\n", await File.ReadAllTextAsync(_folder.File("key"), TestContext.Current.CancellationToken));
    }

    [Fact]
    public async Task Start_EndpointWithoutTargetPort_SaysWhatToPass()
    {
        var builder = TestApp.Describe();
        builder.AddContainer("db", "postgres").WithHttpEndpoint();

        var fault = await Assert.ThrowsAsync<DistributedApplicationException>(() => TestApp.StartAsync(builder));

        Assert.StartsWith("The endpoint 'http' of the container 'db' has no target port.\n", fault.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("redis", "redis:latest")]
    [InlineData("redis:7.4", "redis:7.4")]
    [InlineData("localhost:5000/team/app", "localhost:5000/team/app:latest")]
    [InlineData("ghcr.io/team/app@sha256:0123abcd", "ghcr.io/team/app@sha256:0123abcd")]
    public void AddContainer_ImageReference_IsTakenApart(string image, string expected)
    {
        TestApp.Describe().AddContainer("db", image).Resource.TryGetImage(out var reference);

        Assert.Equal(expected, reference);
    }

    [Fact]
    public void WithImage_TagRegistryDigest_ReplaceEachOther()
    {
        var db = TestApp.Describe().AddContainer("db", "redis", "7").WithImageRegistry("docker.io").WithImageSHA256("abc");
        db.Resource.TryGetImage(out var byDigest);
        db.WithImageTag("8").Resource.TryGetImage(out var byTag);

        Assert.Equal(("docker.io/redis@sha256:abc", "docker.io/redis:8"), (byDigest, byTag));
        Assert.Throws<DistributedApplicationException>(() => db.WithImage("redis:7", "8"));
        Assert.Throws<DistributedApplicationException>(() => db.WithImage("not an image"));
    }

    public void Dispose() => _folder.Dispose();

    private string Engine(string script) => FakeEngine.Write(_folder, script);
}

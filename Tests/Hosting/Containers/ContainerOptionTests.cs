using Aspire.Hosting;
using Aspire.Hosting.ApplicationModel;
using Belfry.Tests.Support;

namespace Belfry.Tests.Hosting.Containers;

[Collection(nameof(EngineCollection))]
public sealed class ContainerOptionTests : IDisposable
{
    private readonly TempFolder _folder = new();

    public ContainerOptionTests(EngineFixture engine) => engine.Require();

    [Fact(Timeout = TestApp.Timeout)]
    public async Task WithBindMount_ReadOnlyAndNot_AllowsWhatItShould()
    {
        Directory.CreateDirectory(_folder.File("in, put"));
        Directory.CreateDirectory(_folder.File("output"));
        await File.WriteAllTextAsync(_folder.File("in, put/name"), "Ada\n", TestContext.Current.CancellationToken);
        var builder = TestApp.Describe();
        AddScript(builder, "job", "cat /in/name > /out/copy; echo x > /in/other || echo refused")
            .WithBindMount(_folder.File("in, put"), "/in", isReadOnly: true)
            .WithBindMount(_folder.File("output"), "/out");
        await using var app = await TestApp.StartAsync(builder);

        var output = await app.OutputAsync("job");

        Assert.Contains("refused", output);
        Assert.Equal(
            [new(_folder.File("in, put"), "/in", "bind", true), new(_folder.File("output"), "/out", "bind", false)],
            (await app.StateAsync("job", KnownResourceStates.Finished)).Volumes);
        Assert.Equal("Ada\n", await File.ReadAllTextAsync(_folder.File("output/copy"), TestContext.Current.CancellationToken));
    }

    [Fact(Timeout = TestApp.Timeout)]
    public async Task WithBindMount_SourceIsMissing_SaysSo()
    {
        var builder = TestApp.Describe();
        AddScript(builder, "job", "true").WithBindMount(_folder.File("nothing"), "/in");
        await using var app = await TestApp.StartAsync(builder);

        await app.StateAsync("job", KnownResourceStates.FailedToStart);

        Assert.Contains($"  why:  Its bind mount {_folder.File("nothing")} does not exist.", string.Join('\n', await app.OutputAsync("job")), StringComparison.Ordinal);
    }

    [Fact(Timeout = TestApp.Timeout)]
    public async Task WithContainerFiles_OfEveryKind_AreThereWithOwnerAndMode()
    {
        Directory.CreateDirectory(_folder.File("source/below"));
        await File.WriteAllTextAsync(_folder.File("source/below/copied"), "from this machine\n", TestContext.Current.CancellationToken);
        var builder = TestApp.Describe("--Parameters:name=Ada");
        var name = builder.AddParameter("name");
        AddScript(builder, "job", """cat /etc/made/up/text /srv/below/copied /late; perl -e 'printf "%d %o\n", (stat)[4], (stat)[2] & 07777 for @ARGV' /etc/made/up /etc/made/up/text /srv/below/copied""")
            .WithEnvironment("PATH", "/bin:/usr/bin")
            .WithContainerFiles(
                "/etc/made",
                [new ContainerDirectory { Name = "up", Owner = 7, Entries = [new ContainerFile { Name = "text", Contents = "written\n", Mode = UnixFileMode.UserRead }] }],
                defaultOwner: 5)
            .WithContainerFiles("/srv", _folder.File("source"), umask: UnixFileMode.None)
            .WithContainerFiles("/", async (_, stop) => [new ContainerFile { Name = "late", Contents = $"{await name.Resource.GetValueAsync(stop)}\n" }]);
        await using var app = await TestApp.StartAsync(builder);

        Assert.Equal(["written", "from this machine", "Ada", "7 755", "5 400", "0 666"], await app.OutputAsync("job"));
    }

    [Fact(Timeout = TestApp.Timeout)]
    public async Task WithVolume_NextRun_HasItsFilesStill()
    {
        var volume = $"belfry-test-{Guid.NewGuid():N}";
        try
        {
            for (var run = 1; run <= 2; run++)
            {
                string[] volumes;
                var builder = TestApp.Describe();
                AddScript(builder, "job", "trap 'exit 0' TERM; echo run >> /data/runs; echo runs: $(cat /data/runs); sleep 600 & wait")
                    .WithVolume(volume, "/data").WithVolume("/scratch");
                await using (var app = await TestApp.StartAsync(builder))
                {
                    await app.LineAsync("job", "runs: " + string.Join(' ', Enumerable.Repeat("run", run)));
                    var container = Assert.Single(await Docker.ContainersAsync(app.Run));
                    volumes = (await Docker.RunAsync("inspect", "--format", "{{range .Mounts}}{{.Name}} {{end}}", container)).Output.Split(' ');
                }

                // The one without a name has gone with its container.
                Assert.Equal(2, volumes.Length);
                foreach (var one in volumes)
                {
                    Assert.Equal(one == volume, (await Docker.RunAsync("volume", "inspect", one)).ExitCode == 0);
                }
            }
        }
        finally
        {
            await Docker.RunAsync("volume", "rm", "--force", volume);
        }
    }

    [Fact(Timeout = TestApp.Timeout)]
    public async Task WithContainerRuntimeArgsAndName_AreWhatTheEngineGets()
    {
        var name = $"belfry-test-{Guid.NewGuid():N}";
        var builder = TestApp.Describe();
        builder.AddPerlServer("web", "'x'").WithContainerName(name).WithContainerRuntimeArgs("--memory", "64m").WithContainerRuntimeArgs(c => c.Args.Add("--read-only"));
        await using var app = await TestApp.StartAsync(builder);
        await app.StateAsync("web", KnownResourceStates.Running);

        Assert.Equal([name], await Docker.ContainersAsync(app.Run, "web"));
        Assert.Equal("67108864 true", (await Docker.RunAsync("inspect", "--format", "{{.HostConfig.Memory}} {{.HostConfig.ReadonlyRootfs}}", name)).Output);
    }

    [Fact(Timeout = TestApp.Timeout)]
    public async Task Environment_OfContainer_IsTheModelsAndNotTheHosts()
    {
        var builder = TestApp.Describe("--Parameters:key=s3cret");
        var key = builder.AddParameter("key", secret: true);
        AddScript(builder, "job", "echo [$KEY] [$PATH] [$DOCKER_HOST] [$APPHOST_RUN_ID]").WithEnvironment("KEY", key).WithEnvironment("PATH", "/bin").WithArgs(key);
        await using var app = await TestApp.StartAsync(builder);

        Assert.Equal(["[s3cret] [/bin] [] []"], await app.OutputAsync("job"));
        var shown = await app.StateAsync("job", KnownResourceStates.Finished);
        Assert.True(shown.EnvironmentVariables.Single(v => v.Name == "KEY").IsSensitive);
        Assert.True(shown.Properties.Single(p => p.Name == "container.args").IsSensitive);
    }

    [Fact(Timeout = TestApp.Timeout)]
    public async Task AddDockerfile_WithStageAndArgs_BuildsAndRunsIt()
    {
        await File.WriteAllTextAsync(
            _folder.File("Dockerfile"),
            $"""
            FROM {EngineFixture.Image} AS base
            ARG GREETING
            ARG LOUD
            ENV TEXT="$GREETING $LOUD"
            FROM base AS polite
            ENTRYPOINT ["/bin/sh", "-c", "echo $TEXT"]
            FROM base AS last
            ENTRYPOINT ["/bin/sh", "-c", "exit 9"]
            """,
            TestContext.Current.CancellationToken);
        var builder = TestApp.Describe("--Parameters:greeting=hello");
        var job = builder.AddDockerfile("job", _folder.Path, stage: "polite")
            .WithBuildArg("GREETING", builder.AddParameter("greeting"))
            .WithBuildArg("LOUD", true);
        await using var app = await TestApp.StartAsync(builder);

        var output = await app.OutputAsync("job");
        job.Resource.TryGetImage(out var image);
        await Docker.RunAsync("image", "rm", "--force", image!);

        Assert.Equal("hello true", output[^1]);
    }

    [Fact(Timeout = TestApp.Timeout)]
    public async Task AddDockerfileFactory_FaultInIt_ShowsWhatTheBuildSays()
    {
        var builder = TestApp.Describe();
        builder.AddDockerfileFactory("job", _folder.Path, _ => $"FROM {EngineFixture.Image}\nNONSENSE here\n");
        await using var app = await TestApp.StartAsync(builder);

        await app.StateAsync("job", KnownResourceStates.FailedToStart);

        var log = string.Join('\n', await app.OutputAsync("job"));
        Assert.Contains("The image of 'job' cannot be built.\n  why:  ", log, StringComparison.Ordinal);
        Assert.Contains("NONSENSE", log, StringComparison.Ordinal);
    }

    public void Dispose() => _folder.Dispose();

    private static IResourceBuilder<ContainerResource> AddScript(IDistributedApplicationBuilder builder, string name, string script) =>
        builder.AddContainer(name, EngineFixture.Image).WithEntrypoint("/bin/sh").WithArgs("-c", script);
}

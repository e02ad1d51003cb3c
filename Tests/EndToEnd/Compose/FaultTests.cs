using System.Net;
using System.Net.Sockets;
using Belfry.Tests.Hosting.Containers;

namespace Belfry.Tests.EndToEnd.Compose;

/// <summary>What an operator reads when something around the deployment is wrong: in the log, in the health, and in the data that it is as it was.</summary>
[Collection(nameof(EngineCollection))]
public sealed class FaultTests(EngineFixture engine) : IAsyncLifetime
{
    private const string Files = "-f docker-compose.yaml -f faults.yaml";

    private readonly Beside _beside = new("faults");
    private Deployment _deployment = null!;

    public async ValueTask InitializeAsync() => _deployment = await engine.DeploymentAsync();

    [Fact(Explicit = true)] // long: see CONTRIBUTING.md
    public async Task VolumeFull_BucketAway_NameLeadsNowhere_AreSaidAndLoseNothing()
    {
        await WriteAsync("""volumes: { data: { driver_opts: { type: tmpfs, device: tmpfs, o: "size=32m,uid=1654,gid=1654,mode=700" } } }""");
        await RunAsync($"""
            export SITE_ADDRESS=':8080, wishes.invalid' OFFSITE_TARGET=s3://backups/belfry OFFSITE_ENDPOINT=http://s3.invalid:7070 OFFSITE_ACCESS_KEY=belfry
            cp -r secrets others
            echo a-secret > others/offsite-secret-key
            SECRETS=$PWD/others docker compose {Files} up -d api backup-worker web
            """);
        await SaysAsync("api", "one-time token");
        using var owner = new Visitor(_beside.Page);
        await owner.SetUpAsync(await _deployment.TokenAsync(_beside));
        var list = await owner.AddListAsync();

        await SaysAsync("backup-worker", "Cannot write to the archive s3://backups/belfry. The server's name cannot be resolved.");
        await HealthSaysAsync("backup-worker", "Nothing is copied to s3://backups/belfry.");
        await SaysAsync("web", "could not get certificate from issuer\",\"identifier\":\"wishes.invalid\"");
        Assert.Contains("no certificate for wishes.invalid", (await ExecAsync("exec -T web sh /usr/local/bin/health")).Output, StringComparison.Ordinal);

        await Docker.RunAsync("run", "--rm", "--user", "1654:1654", "--volume", "faults_data:/data", "--entrypoint", "sh", "caddy:2-alpine", "-c", "cp /usr/bin/caddy /data/filler");
        var refused = await Assert.ThrowsAsync<HttpRequestException>(owner.AddListAsync);
        Assert.Equal(HttpStatusCode.InsufficientStorage, refused.StatusCode);
        await SaysAsync("api", "A request was refused by the database: DiskFull.");
        await HealthSaysAsync("backup-worker", "The volume of /data/app.db is full");

        await Docker.RunAsync("run", "--rm", "--user", "1654:1654", "--volume", "faults_data:/data", "--entrypoint", "rm", "caddy:2-alpine", "/data/filler");
        var another = await owner.AddListAsync();
        Assert.Equal([.. ((string[])[list, another]).Order(StringComparer.Ordinal)], (await owner.ListsAsync()).Order(StringComparer.Ordinal));
    }

    [Fact]
    public async Task Folder_OfAnotherOwner_IsSaidAndLeftAlone()
    {
        var folder = Directory.CreateDirectory(_deployment.File("theirs")).FullName;
        await WriteAsync($$"""services: { api: { volumes: ["{{folder}}:/data"] }, backup-worker: { volumes: ["{{folder}}:/backups"] } }""");

        await RunAsync($"docker compose {Files} up -d --no-deps api backup-worker");

        await SaysAsync("api", "Cannot use /data for the database.", "Next: Give this user write access to the folder, or choose another path.");
        await SaysAsync("backup-worker", "Cannot write to the archive /backups.", "Check that the folder is mounted, writable by this user and not full.");
        var health = await ExecAsync("exec -T backup-worker belfry health");
        Assert.Equal(1, health.ExitCode);
        Assert.Contains("/backups", health.Output, StringComparison.Ordinal);
        Assert.Empty(Directory.GetFileSystemEntries(folder));
    }

    [Fact]
    public async Task Secret_Empty_IsNamed()
    {
        await WriteAsync("volumes: { data: {} }");
        await RunAsync($"""
            cp -r secrets others
            : > others/control-key
            SECRETS=$PWD/others docker compose {Files} up -d --no-deps api backup-worker
            """);

        await SaysAsync("api", "Why: Control:Key (environment variable Control__Key)");
        await SaysAsync("backup-worker", "Control__Key");
    }

    [Fact]
    public async Task Port_Taken_IsNamed()
    {
        using var other = new TcpListener(_beside.Host);
        other.Start();
        await WriteAsync("volumes: { data: {} }");

        var answer = await _deployment.ShellAsync($"{_beside.Settings}\ndocker compose {Files} up -d --no-deps web");

        Assert.NotEqual(0, answer.ExitCode);
        Assert.Contains($"{_beside.Host}: bind: address already in use", answer.Errors, StringComparison.Ordinal);
    }

    public async ValueTask DisposeAsync()
    {
        if (_deployment is not null && File.Exists(_deployment.File("deploy/compose/faults.yaml")))
        {
            await RunAsync($"docker compose {Files} down --volumes --timeout 2\nrm -rf others faults.yaml");
        }
    }

    /// <summary>Changes the deployment as a second Compose file.</summary>
    private Task WriteAsync(string file) => File.WriteAllTextAsync(_deployment.File("deploy/compose/faults.yaml"), file, TestContext.Current.CancellationToken);

    private Task RunAsync(string commands) => _deployment.RunAsync($"{_beside.Settings}\n{commands}");

    private Task<BackupWorker.Answer> ExecAsync(string command) => _deployment.ShellAsync($"{_beside.Settings}\ndocker compose {Files} {command}");

    private Task SaysAsync(string service, params string[] words) => Deployment.EventuallyAsync(
        async () =>
        {
            var log = (await ExecAsync($"logs --no-color {service}")).Output;
            return Array.TrueForAll(words, word => log.Contains(word, StringComparison.Ordinal));
        },
        $"the log of {service} to say: {words[0]}");

    private Task HealthSaysAsync(string service, string words) => Deployment.EventuallyAsync(
        async () => (await ExecAsync($"exec -T web wget -q -O - http://{service}:8080/health/ready")).Output.Contains(words, StringComparison.Ordinal),
        $"the health of {service} to say: {words}");
}

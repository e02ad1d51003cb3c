using System.Globalization;
using System.Text.Json;
using Belfry.Tests.Hosting.Containers;
using Belfry.Tests.Support;

namespace Belfry.Tests.EndToEnd.Compose;

/// <summary>What the services may do, asked of the engine and of the kernel while they run.</summary>
[Collection(nameof(EngineCollection))]
public sealed class HardeningTests(EngineFixture engine) : IAsyncLifetime
{
    private Deployment _deployment = null!;

    public async ValueTask InitializeAsync() => _deployment = await engine.DeploymentAsync();

    [Theory]
    [InlineData("api")]
    [InlineData("backup-worker")]
    [InlineData("dashboard")]
    [InlineData("web")]
    public async Task Service_SeenByTheKernel_HasNoRights(string service)
    {
        var pid = await Deployment.InspectAsync(service, "{{.State.Pid}}");
        var status = (await File.ReadAllLinesAsync($"/proc/{pid}/status", TestContext.Current.CancellationToken))
            .Select(line => line.Split(':', 2)).ToDictionary(pair => pair[0], pair => pair[1].Trim());
        var root = (await File.ReadAllLinesAsync($"/proc/{pid}/mountinfo", TestContext.Current.CancellationToken)).Select(line => line.Split(' ')).Single(mount => mount[4] == "/");

        Assert.Equal("1654\t1654\t1654\t1654", status["Uid"]);
        Assert.All(["CapEff", "CapPrm", "CapBnd", "CapAmb"], set => Assert.Equal(0, long.Parse(status[set], NumberStyles.HexNumber)));
        Assert.Equal("1", status["NoNewPrivs"]);
        Assert.Equal("2", status["Seccomp"]);
        Assert.Contains("ro", root[5].Split(','));
    }

    [Theory]
    [InlineData("api", 256)]
    [InlineData("backup-worker", 256)]
    [InlineData("dashboard", 384)]
    [InlineData("web", 128)]
    public async Task Service_SeenByTheEngine_IsBounded(string service, int megabytes)
    {
        var facts = await Deployment.InspectAsync(
            service,
            "{{.HostConfig.Memory}} {{.HostConfig.NanoCpus}} {{.HostConfig.PidsLimit}} {{.HostConfig.Init}} {{.HostConfig.RestartPolicy.Name}} "
            + "{{index .HostConfig.LogConfig.Config \"max-size\"}}x{{index .HostConfig.LogConfig.Config \"max-file\"}} {{index .Config.Labels \"org.opencontainers.image.version\"}}");

        Assert.Equal($"{megabytes * 1024L * 1024} 1000000000 256 true unless-stopped 10mx5 latest", facts);
    }

    [Fact]
    public async Task Ports_OfAllServices_AreThoseOfTheDoor()
    {
        foreach (var service in Deployment.Services)
        {
            var open = await Deployment.InspectAsync(service, "{{len .HostConfig.PortBindings}}");
            Assert.Equal(service == "web" ? "3" : "0", open);
        }
    }

    [Theory]
    [InlineData("api", "belfry_inside")]
    [InlineData("dashboard", "belfry_inside")]
    [InlineData("backup-worker", "belfry_inside belfry_outside")]
    [InlineData("web", "belfry_edge belfry_inside")]
    public async Task Networks_OfAService_LeadOutOnlyWhereItHasTo(string service, string networks)
    {
        Assert.Equal(networks, await Deployment.InspectAsync(service, "{{range $name, $_ := .NetworkSettings.Networks}}{{$name}} {{end}}"));
        Assert.Equal((0, "true"), await Docker.RunAsync("network", "inspect", "--format", "{{.Internal}}", "belfry_inside"));
    }

    [Fact]
    public async Task Door_SeenFromInside_WritesNothingButItsVolumeAndTmp()
    {
        var answer = await _deployment.ShellAsync(
            "docker compose exec -T web sh -c 'id; for folder in / /etc /srv /usr/bin; do cp /etc/passwd $folder/x 2>/dev/null && echo $folder; done; cp /etc/passwd /tmp/x && cp /etc/passwd /caddy/x && rm /tmp/x /caddy/x && echo only'");

        Assert.StartsWith("uid=1654 gid=1654", answer.Output, StringComparison.Ordinal);
        Assert.Equal("only", answer.Output.Trim().Split('\n')[1]);
    }

    [Fact]
    public async Task Secrets_OfAllServices_AreInNoEnvironment()
    {
        var secrets = Array.ConvertAll(["control-key", "telemetry-key", "dashboard-password"], name => _deployment.Secret(name).Trim());
        foreach (var service in Deployment.Services)
        {
            var environment = await Deployment.InspectAsync(service, "{{json .Config}}");
            Assert.All(secrets, secret => Assert.DoesNotContain(secret, environment, StringComparison.Ordinal));
        }
    }

    [Theory]
    [InlineData("api", "/app/sbom.cdx.json", "pkg:nuget/Microsoft.AspNetCore.OpenApi@")]
    [InlineData("backup-worker", "/app/sbom.cdx.json", "pkg:nuget/AWSSDK.S3@")]
    [InlineData("dashboard", "/app/sbom.cdx.json", "pkg:nuget/Microsoft.Data.Sqlite.Core@")]
    [InlineData("web", "/sbom.cdx.json", "pkg:npm/vue@")]
    public async Task Image_OfAService_ListsWhatItBringsOfOthers(string service, string path, string package)
    {
        using var folder = new TempFolder();
        Assert.Equal(0, (await Docker.RunAsync("cp", $"{Deployment.Container(service)}:{path}", folder.File("sbom.json"))).ExitCode);
        using var sbom = JsonDocument.Parse(await File.ReadAllTextAsync(folder.File("sbom.json"), TestContext.Current.CancellationToken));

        Assert.Equal("CycloneDX", sbom.RootElement.GetProperty("bomFormat").GetString());
        Assert.Contains(sbom.RootElement.GetProperty("components").EnumerateArray(), component => component.GetProperty("purl").GetString()!.StartsWith(package, StringComparison.Ordinal));
    }

    [Fact]
    public async Task Start_WithoutSecrets_SaysWhatToDo()
    {
        var answer = await _deployment.ShellAsync("unset SECRETS; mv .env aside; status=0; docker compose config || status=$?; mv aside .env; exit $status");

        Assert.NotEqual(0, answer.ExitCode);
        Assert.Contains("Set SECRETS to a folder with the files control-key, telemetry-key, dashboard-password", answer.Errors, StringComparison.Ordinal);
    }

    public ValueTask DisposeAsync() => ValueTask.CompletedTask;
}

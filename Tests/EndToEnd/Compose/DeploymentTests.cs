using System.Diagnostics;
using System.Net;
using System.Net.Http.Json;
using System.Net.WebSockets;
using System.Text;
using System.Text.RegularExpressions;
using Belfry.Tests.Hosting.Containers;
using Belfry.Tests.Support;

namespace Belfry.Tests.EndToEnd.Compose;

/// <summary>The deployment as its people meet it: through the published ports, and by the page of commands.</summary>
[Collection(nameof(EngineCollection))]
public sealed partial class DeploymentTests(EngineFixture engine) : IAsyncLifetime
{
    private Deployment _deployment = null!;

    private Visitor Owner => _deployment.Owner;

    public async ValueTask InitializeAsync() => _deployment = await engine.DeploymentAsync();

    [Fact]
    public async Task Page_ThroughTheDoor_IsServedWithItsGuards()
    {
        using var page = await Owner.GetAsync("/lists/some-list");
        using var missing = await Owner.GetAsync("/api/nothing");
        using var missingFile = await Owner.GetAsync("/assets/none.js");
        using var health = await Owner.GetAsync("/health/ready");

        Assert.Equal("text/html", page.Content.Headers.ContentType?.MediaType);
        Assert.Contains("default-src 'self'", page.Headers.GetValues("Content-Security-Policy").Single(), StringComparison.Ordinal);
        Assert.Equal(HttpStatusCode.NotFound, missing.StatusCode);
        Assert.Equal(HttpStatusCode.NotFound, missingFile.StatusCode);
        Assert.True(page.Headers.CacheControl?.NoCache);
        // Health is asked inside; outside there is only the page.
        Assert.Equal(("text/html", HttpStatusCode.NotFound), (health.Content.Headers.ContentType?.MediaType, health.StatusCode));
    }

    [Fact]
    public async Task LiveEvents_ThroughTheDoor_ArriveWhileTheStreamIsOpen()
    {
        // A browser asks for compression; a door that gathers what it compresses would hold the event back.
        await Owner.HearsAsync("\"kind\":\"list\"", Owner.AddListAsync);
    }

    [Fact]
    public async Task Socket_ThroughTheDoor_TellsOfAChange()
    {
        var cancellation = TestContext.Current.CancellationToken;
        using var socket = new ClientWebSocket();
        socket.Options.Cookies = Owner.Cookies;
        socket.Options.SetRequestHeader("Origin", _deployment.Page.GetLeftPart(UriPartial.Authority));
        await socket.ConnectAsync(new UriBuilder(_deployment.Page) { Scheme = "ws", Path = "/ws" }.Uri, cancellation);

        await Owner.AddListAsync();

        var bytes = new byte[4096];
        string text;
        do
        {
            var told = await socket.ReceiveAsync(bytes, cancellation).WaitAsync(TimeSpan.FromSeconds(60), cancellation);
            text = Encoding.UTF8.GetString(bytes, 0, told.Count);
            // The server greets, and pings now and then.
        }
        while (text.Contains("\"kind\":\"ping\"", StringComparison.Ordinal));

        Assert.Contains("\"kind\":\"list\"", text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task EntityTag_ThroughTheDoor_IsThatOfTheApiAndOpensTheNextEdit()
    {
        var cancellation = TestContext.Current.CancellationToken;
        using var browser = new HttpClient(new HttpClientHandler { CookieContainer = Owner.Cookies })
        {
            BaseAddress = _deployment.Page,
            DefaultRequestHeaders = { { "Accept-Encoding", "gzip" }, { "Origin", _deployment.Page.GetLeftPart(UriPartial.Authority) } },
        };
        // Long enough to be worth compressing, alone and among others.
        using var made = await browser.PostAsJsonAsync("/api/lists", new { name = "Long", description = new string('a', 2000) }, cancellation);
        using var read = await browser.GetAsync(made.EnsureSuccessStatusCode().Headers.Location, cancellation);
        using var all = await browser.GetAsync("/api/lists", cancellation);

        Assert.Equal(["gzip"], all.Content.Headers.ContentEncoding);
        Assert.Empty(read.Content.Headers.ContentEncoding);
        Assert.Equal("\"1\"", read.Headers.ETag?.ToString());
        using var edit = new HttpRequestMessage(HttpMethod.Put, made.Headers.Location) { Content = JsonContent.Create(new { name = "Longer" }) };
        edit.Headers.IfMatch.Add(read.Headers.ETag!);
        using var edited = await browser.SendAsync(edit, cancellation);
        Assert.Equal(HttpStatusCode.OK, edited.StatusCode);
    }

    [Fact]
    public async Task SessionCookie_ThroughTheDoor_IsSecureOverTlsOnly()
    {
        using var plain = new Visitor(_deployment.Page);
        using var secure = new Visitor(_deployment.SecurePage);

        Assert.DoesNotContain("secure", await plain.SignOutAsync(), StringComparison.OrdinalIgnoreCase);
        Assert.Contains("secure", await secure.SignOutAsync(), StringComparison.OrdinalIgnoreCase);
    }

    [Fact]
    public async Task Guesses_OfOneAddress_LetAnotherSignIn()
    {
        // The address of the tests has to wait; the container of the door is somebody else to it.
        const string Guess = """wget -S -O - --header 'Content-Type: application/json' --post-data '{"account":"neighbour","password":"a guess, and a wrong one"}' http://127.0.0.1:8080/api/session""";
        var neighbour = "";
        await Deployment.EventuallyAsync(
            async () =>
            {
                await Task.WhenAll(Enumerable.Range(0, 21).Select(_ => Owner.GuessAsync()));
                neighbour = (await Docker.RunAsync("exec", Deployment.Container("web"), "sh", "-c", Guess)).Output;
                // Otherwise the wait was over before the neighbour came; the next one is twice as long.
                return await Owner.GuessAsync() == HttpStatusCode.TooManyRequests;
            },
            "the neighbour to come while the other has to wait");

        Assert.Contains(" 401 ", neighbour, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Commands_OfLooking_Work()
    {
        await _deployment.FollowAsync("Look");
    }

    [Fact]
    public async Task RestoreAndUndo_OfARunningDeployment_BringBackEachState()
    {
        var before = await Owner.AddListAsync();
        await _deployment.FollowAsync("Back up");
        var after = await Owner.AddListAsync();

        await _deployment.FollowAsync("Restore", fence: 0);
        await Owner.SeesAsync(after, isThere: false);
        Assert.Contains(before, await Owner.ListsAsync());

        await _deployment.FollowAsync("Restore", fence: 1);
        await Owner.SeesAsync(after);
    }

    [Fact]
    public async Task Volume_Lost_ComesBackFromTheBackups()
    {
        var picture = (byte[])[0x89, .. "PNG\r\n\x1a\n and the rest"u8];
        var list = await Owner.AddListAsync();
        var place = await Owner.AddPictureAsync(picture);
        await _deployment.FollowAsync("Back up");
        var later = await Owner.AddListAsync();
        await Owner.StreamedAsync();

        // It begins with the command of "Stop".
        await _deployment.FollowAsync("Move to another box");
        Assert.Contains("./archive.json", (await _deployment.ShellAsync("tar -tf backups.tar")).Output.Split('\n'));
        Assert.Equal(0, (await Docker.RunAsync("volume", "rm", "belfry_data")).ExitCode);
        await _deployment.FollowAsync("Restore", fence: 2);
        await Deployment.HealthyAsync();

        await Owner.SeesAsync(list);
        await Owner.SeesAsync(later);
        using var again = await Owner.GetAsync(place);
        Assert.Equal(picture, await again.Content.ReadAsByteArrayAsync(TestContext.Current.CancellationToken));
    }

    [Fact(Explicit = true)] // long: see CONTRIBUTING.md
    public async Task Folder_WithADatabase_MovesIntoTheVolume()
    {
        var picture = (byte[])[0x89, .. "PNG\r\n\x1a\n of the folder"u8];
        var inTheFolder = await Owner.AddListAsync();
        var place = await Owner.AddPictureAsync(picture);
        await _deployment.RunAsync("""
            docker compose stop api
            mkdir old
            docker run --rm --user 0 --volume belfry_data:/from --volume "$PWD/old:/to" --entrypoint cp caddy:2-alpine -a /from/. /to/
            chown 1654:1654 old
            docker run --rm --user 0 --volume belfry_data:/data --entrypoint rm caddy:2-alpine -r /data/uploads
            docker compose up -d
            """);
        await Deployment.HealthyAsync();
        var inTheVolume = await Owner.AddListAsync();
        try
        {
            await _deployment.FollowAsync("From a folder to the volume");
            await Deployment.HealthyAsync();

            await Owner.SeesAsync(inTheFolder);
            Assert.DoesNotContain(inTheVolume, await Owner.ListsAsync());
            using var again = await Owner.GetAsync(place);
            Assert.Equal(picture, await again.Content.ReadAsByteArrayAsync(TestContext.Current.CancellationToken));
        }
        finally
        {
            await _deployment.RunAsync("rm -r old");
        }
    }

    [Fact(Explicit = true)] // long: see CONTRIBUTING.md
    public async Task Archive_WithAKeyFromTheFirstStart_IsEncrypted()
    {
        var beside = new Beside("sealed");
        try
        {
            await _deployment.FollowAsync("Encrypt", fence: 0, beside);
            await Deployment.HealthyAsync("sealed");
            await _deployment.RunAsync($"{beside.Settings}\ndocker compose exec -T backup-worker belfry backup");

            await _deployment.FollowAsync("Encrypt", fence: 1, beside);
            var keys = await _deployment.ShellAsync($"{beside.Settings}\ndocker compose exec -T backup-worker belfry keys");
            Assert.Contains("is encrypted, and every key is there", keys.Output, StringComparison.Ordinal);
        }
        finally
        {
            await _deployment.RunAsync($"{beside.Settings}\ndocker compose down --volumes --timeout 2\n: > secrets/backup-keys");
        }
    }

    [Fact]
    public async Task Kill_OfEveryServiceUnderLoad_LosesNothingAcknowledged()
    {
        using var stop = new CancellationTokenSource();
        var writing = Owner.AddListsAsync(stop.Token);
        foreach (var service in (string[])["web", "dashboard", "backup-worker", "api"])
        {
            await KillAsync(service);
            await Deployment.HealthyAsync();
        }

        await Task.WhenAll(Deployment.Services.Select(KillAsync));
        await Deployment.HealthyAsync();
        await stop.CancelAsync();
        var acknowledged = await writing;

        Assert.NotEmpty(acknowledged);
        Assert.Empty(acknowledged.Except(await Owner.ListsAsync()));
        await _deployment.RunAsync("docker compose exec -T backup-worker belfry backup");
        await _deployment.RunAsync("docker compose exec -T backup-worker belfry verify");
    }

    [Fact]
    public async Task Upgrade_WithAMigration_IsUndoneWithTheOldVersion()
    {
        await NextVersion.MakeAsync();
        var before = await Owner.AddListAsync();

        await _deployment.FollowAsync("Upgrade and roll back", fence: 0);
        await Deployment.HealthyAsync();
        var log = (await _deployment.ShellAsync("docker compose logs --no-color api")).Output;
        Assert.InRange(log.IndexOf("belfry undo returns to it", StringComparison.Ordinal), 0, log.IndexOf("-next.sql", StringComparison.Ordinal));
        // Containers are new, the volume is not.
        await Owner.SeesAsync(before);
        var after = await Owner.AddListAsync();

        await _deployment.FollowAsync("Upgrade and roll back", fence: 1);
        await Deployment.HealthyAsync();
        // It would refuse a schema that it does not know.
        Assert.Equal("belfry-api:latest", await Deployment.InspectAsync("api", "{{.Config.Image}}"));
        await Owner.SeesAsync(before);
        Assert.DoesNotContain(after, await Owner.ListsAsync());
    }

    [Fact]
    public async Task Dashboard_BehindItsPassword_KnowsEveryServiceAndKeepsWhatItLearned()
    {
        using var dashboard = await SignInAsync();
        await Owner.AddListAsync();

        await Deployment.EventuallyAsync(async () => await HealthAsync(dashboard) is "api Healthy, backup-worker Healthy, web Healthy", "the dashboard to find everything healthy");
        await Deployment.EventuallyAsync(async () => (await TextAsync(dashboard, "/api/telemetry/spans?resource=api")).Contains("POST /api/lists", StringComparison.Ordinal), "the span of the request");

        await _deployment.RunAsync("docker compose restart --timeout 10 dashboard");
        await Deployment.HealthyAsync();
        using var again = await SignInAsync();
        Assert.Contains("POST /api/lists", await RunsAsync(again), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Dashboard_WithBrowserToken_IsOpenedByTheLinkInItsLog()
    {
        var beside = new Beside("token");
        try
        {
            await _deployment.RunAsync($"{beside.Settings}\nDASHBOARD_SIGN_IN=BrowserToken docker compose up -d --no-deps dashboard web");
            Match link = null!;
            await Deployment.EventuallyAsync(
                async () => (link = SignInLink().Match((await _deployment.ShellAsync($"{beside.Settings}\ndocker compose logs --no-color dashboard")).Output)).Success, "the link in the log");
            using var browser = new HttpClient(new HttpClientHandler { CookieContainer = new() }) { BaseAddress = beside.Dashboard };
            await Eventually.TrueAsync(async () => await AnswersAsync(browser), "the dashboard behind its door", TimeSpan.FromSeconds(60));

            using var before = await browser.GetAsync("/api/resources", TestContext.Current.CancellationToken);
            using var signIn = await browser.GetAsync(link.Value, TestContext.Current.CancellationToken);
            using var after = await browser.GetAsync("/api/resources", TestContext.Current.CancellationToken);

            Assert.Equal((HttpStatusCode.Unauthorized, HttpStatusCode.OK), (before.StatusCode, after.StatusCode));
        }
        finally
        {
            await _deployment.RunAsync($"{beside.Settings}\ndocker compose down --volumes --timeout 2");
        }
    }

    [Fact]
    public async Task Dashboard_WithoutSignIn_TellsNothing()
    {
        using var stranger = new HttpClient { BaseAddress = _deployment.Dashboard };
        using var answer = await stranger.GetAsync("/api/resources", TestContext.Current.CancellationToken);

        Assert.Equal(HttpStatusCode.Unauthorized, answer.StatusCode);
    }

    public ValueTask DisposeAsync() => ValueTask.CompletedTask;

    /// <summary>As the kernel does it when memory is short: the engine starts the container again.</summary>
    private static async Task KillAsync(string service)
    {
        var pid = int.Parse(await Deployment.InspectAsync(service, "{{.State.Pid}}"));
        var restarts = await Deployment.InspectAsync(service, "{{.RestartCount}}");
        Process.GetProcessById(pid).Kill();
        await Deployment.EventuallyAsync(async () => await Deployment.InspectAsync(service, "{{.RestartCount}}") != restarts, $"{service} to be started again");
    }

    private async Task<HttpClient> SignInAsync()
    {
        var client = new HttpClient(new HttpClientHandler { CookieContainer = new(), AllowAutoRedirect = false }) { BaseAddress = _deployment.Dashboard };
        using var form = new FormUrlEncodedContent([new("password", _deployment.Secret("dashboard-password").Trim())]);
        using var answer = await client.PostAsync("/login", form, TestContext.Current.CancellationToken);
        Assert.Equal(HttpStatusCode.Redirect, answer.StatusCode);
        return client;
    }

    private static async Task<string> HealthAsync(HttpClient dashboard)
    {
        using var answer = System.Text.Json.JsonDocument.Parse(await TextAsync(dashboard, "/api/resources"));
        return string.Join(", ", answer.RootElement.GetProperty("resources").EnumerateArray()
            .Select(resource => $"{resource.GetProperty("name").GetString()} {resource.GetProperty("health").GetString()}").Order(StringComparer.Ordinal));
    }

    private static async Task<string> RunsAsync(HttpClient dashboard)
    {
        using var runs = System.Text.Json.JsonDocument.Parse(await TextAsync(dashboard, "/api/runs"));
        var texts = new List<string>();
        foreach (var run in runs.RootElement.GetProperty("runs").EnumerateArray())
        {
            texts.Add(await TextAsync(dashboard, $"/api/runs/{run.GetProperty("id").GetString()}/traces"));
        }

        return string.Join('\n', texts);
    }

    private static async Task<bool> AnswersAsync(HttpClient browser)
    {
        try
        {
            using var answer = await browser.GetAsync("/api/resources", TestContext.Current.CancellationToken);
            return answer.StatusCode != HttpStatusCode.BadGateway;
        }
        catch (HttpRequestException)
        {
            return false;
        }
    }

    [GeneratedRegex("/login\\?t=\\S+")]
    private static partial Regex SignInLink();

    private static Task<string> TextAsync(HttpClient dashboard, string path) => dashboard.GetStringAsync(path, TestContext.Current.CancellationToken);
}

using System.Diagnostics;
using System.Text.RegularExpressions;
using Belfry.Tests.BackupWorker;
using Belfry.Tests.Hosting.Containers;
using Belfry.Tests.Support;

namespace Belfry.Tests.EndToEnd.Compose;

/// <summary>
/// A deployment as its operator has it: the committed files in a folder, the commands of <c>docs/deployment.md</c>, and the published ports. Compose is
/// <c>docker-compose</c> 1.29, the older of the two that the files are for, or what <c>BELFRY_COMPOSE</c> names, such as <c>docker compose --compatibility</c> (for the names of containers).
/// </summary>
internal sealed partial class Deployment : IAsyncDisposable
{
    private const string Files = "deploy/compose";
    private static readonly string Compose = Environment.GetEnvironmentVariable("BELFRY_COMPOSE") ?? "docker-compose";

    private readonly TempFolder _folder = new();
    private readonly int _page = FreePort.Find();
    private readonly int _dashboard = FreePort.Find();
    private readonly int _tls = FreePort.Find();
    private readonly int _s3 = FreePort.Find();
    private readonly string _inside = RandomAddresses();

    private Deployment()
    {
        Owner = new(Page);
        // 1.29 wants to see the folders that images are built from, even when it builds none.
        Directory.CreateDirectory(_folder.File("Web"));
        Directory.CreateDirectory(Place);
        Directory.CreateDirectory(File("deploy/aspirate"));
        foreach (var file in Directory.GetFiles(Path.Combine(RepositoryRoot.Path, "deploy"), "*", SearchOption.AllDirectories))
        {
            System.IO.File.Copy(file, File(Path.GetRelativePath(RepositoryRoot.Path, file)));
        }
    }

    private string Place => File(Files);

    /// <summary>A file of the deployment: <c>deploy/compose/.env</c></summary>
    public string File(string path) => _folder.File(path);

    public Uri Page => new($"http://127.0.0.1:{_page}");

    /// <summary>The same page over TLS, with a certificate that the door made for itself.</summary>
    public Uri SecurePage => new($"https://localhost:{_tls}");

    public Uri Dashboard => new($"http://127.0.0.1:{_dashboard}");

    /// <summary>Whoever set the server up, signed in.</summary>
    public Visitor Owner { get; }

    /// <summary>A secret that the page of commands has made.</summary>
    public string Secret(string name) => System.IO.File.ReadAllText(Path.Combine(Place, "secrets", name));

    /// <summary>Builds the images from the Dockerfiles, where the committed file says, and starts everything by the page of commands.</summary>
    public static async Task<Deployment> StartAsync()
    {
        if (Array.Find(["docker-compose", "caddy", "wget", "rclone"], program => Prerequisite.FindProgram(program) is null) is { } missing)
        {
            Prerequisite.Missing($"{missing} is not installed", $"sudo apt-get install {missing}");
        }

        await StandInImages.MakeAsync(TestContext.Current.CancellationToken);
        var deployment = new Deployment();
        var built = await deployment.ShellAsync($"cd '{Path.Combine(RepositoryRoot.Path, Files)}' && docker compose build --parallel");
        Assert.True(built.ExitCode == 0, built.Output + built.Errors);
        await deployment.FollowAsync("Start");
        await HealthyAsync();
        await deployment.Owner.SetUpAsync(await deployment.TokenAsync());
        return deployment;
    }

    /// <summary>Runs the commands that a section of the page shows, in its order; all, or those of one fence.</summary>
    public async Task FollowAsync(string heading, int? fence = null, Beside? beside = null)
    {
        var commands = CommandsOf(heading);
        Assert.NotEmpty(commands);
        foreach (var command in fence is { } one ? [commands[one]] : commands)
        {
            await RunAsync($"{beside?.Settings}\n{command}");
        }
    }

    /// <summary>Runs commands in the folder of the Compose file, which must succeed.</summary>
    public async Task RunAsync(string commands)
    {
        var answer = await ShellAsync(commands);
        Assert.True(answer.ExitCode == 0, $"{commands}\n{answer.Output}{answer.Errors}");
    }

    /// <summary>Runs commands in the folder of the Compose file.</summary>
    public Task<Answer> ShellAsync(string commands)
    {
        var start = new ProcessStartInfo("bash", ["-ec", $$"""
            docker() { if [ "$1" = compose ]; then shift; command {{Compose}} --ansi never "$@"; else command docker "$@"; fi; }
            {{commands}}
            """])
        {
            WorkingDirectory = Place,
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
            Environment =
            {
                ["SECRETS"] = Path.Combine(Place, "secrets"),
                ["SITE_ADDRESS"] = ":8080, https://localhost",
                ["INSIDE_ADDRESSES"] = _inside,
                ["HTTP_PORT"] = $"127.0.0.1:{_page}",
                ["HTTPS_PORT"] = $"127.0.0.1:{_tls}",
                ["DASHBOARD_BIND"] = $"127.0.0.1:{_dashboard}",
                ["S3_BIND"] = $"127.0.0.1:{_s3}",
                ["COMPOSE_PROJECT_NAME"] = "belfry",
                // The builder of Engine 20.10 as Debian has it.
                ["DOCKER_BUILDKIT"] = "0",
                ["COMPOSE_DOCKER_CLI_BUILD"] = "0",
            },
        };
        return BelfryProgram.RunAsync(start);
    }

    /// <summary>Name of the container of a service.</summary>
    public static string Container(string service) => $"belfry_{service}_1";

    /// <summary>What the engine says about a container, by a Go template.</summary>
    public static async Task<string> InspectAsync(string service, string template)
    {
        var (exitCode, output) = await Docker.RunAsync("inspect", "--format", template, Container(service));
        Assert.True(exitCode == 0, output);
        return output;
    }

    /// <summary>A range of addresses that nobody else here has, in all likelihood.</summary>
    public static string RandomAddresses() => $"10.{Random.Shared.Next(214, 250)}.{Random.Shared.Next(256)}.{Random.Shared.Next(16) * 16}/28";

    /// <summary>Waits until the engine calls every service healthy.</summary>
    public static Task HealthyAsync(string project = "belfry") => EventuallyAsync(
        async () => (await Docker.RunAsync("ps", "--quiet", "--filter", "health=healthy", "--filter", $"label=com.docker.compose.project={project}")).Output.Split('\n', StringSplitOptions.RemoveEmptyEntries).Length == Services.Length,
        "every service to be healthy");

    /// <summary>Waits for what the engine tells; asking it is a program's start, so it is asked less often than a server would be.</summary>
    public static Task EventuallyAsync(Func<Task<bool>> condition, string what) => Eventually.TrueAsync(
        async () =>
        {
            if (await condition())
            {
                return true;
            }

            await Task.Delay(TimeSpan.FromMilliseconds(250));
            return false;
        },
        what,
        TimeSpan.FromSeconds(120));

    public static readonly string[] Services = ["api", "backup-worker", "dashboard", "web"];

    /// <summary>With what a new server is set up.</summary>
    public async Task<string> TokenAsync(Beside? beside = null)
    {
        var log = (await ShellAsync($"{beside?.Settings}\ndocker compose logs --no-color api")).Output;
        return OneTimeToken().Match(log) is { Success: true } match ? match.Groups[1].Value : throw new InvalidOperationException(log);
    }

    public async ValueTask DisposeAsync()
    {
        Owner.Dispose();
        await ShellAsync("docker compose down --volumes --timeout 5");
        _folder.Dispose();
    }

    [GeneratedRegex("one-time token: (\\S+)")]
    private static partial Regex OneTimeToken();

    /// <summary>The fenced commands of a section, one text per fence.</summary>
    private static List<string> CommandsOf(string heading)
    {
        var section = System.IO.File.ReadAllText(Path.Combine(RepositoryRoot.Path, "docs/deployment.md")).Split("\n## ").Single(part => part.StartsWith($"{heading}\n", StringComparison.Ordinal));
        // Images are built once, by StartAsync.
        return [.. section.Split("```").Where((_, i) => i % 2 == 1).Select(fence => fence.Replace(" --build", "", StringComparison.Ordinal))];
    }
}

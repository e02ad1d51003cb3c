using System.Diagnostics;
using System.Security.Cryptography;
using Belfry.Bench.Results;

namespace Belfry.Bench.Deploy;

/// <summary>The Compose deployment from built images: until everything is healthy, and what it takes while nobody comes.</summary>
internal static class DeployBench
{
    private const string Project = "belfry-bench";
    private const string Case = "the whole deployment";
    private static readonly string[] Services = ["api", "backup-worker", "dashboard", "web"];

    /// <summary>First backups and proofs are over then, and programs have compiled what they use.</summary>
    private static readonly TimeSpan Settle = TimeSpan.FromSeconds(30);

    private static string Files => Path.Combine(Repository.Folder, "deploy", "compose");

    public static async Task RunAsync(Form form, Collector figures)
    {
        await BuildAsync();
        for (var round = 0; round < form.Rounds; round++)
        {
            using var work = new WorkFolder();
            var compose = Compose(work);
            try
            {
                var clock = Stopwatch.StartNew();
                await compose("up --detach");
                await HealthyAsync();
                figures.Add(Case, "", Figure.Own, "up to healthy", "s", clock.Elapsed.TotalSeconds);
                await RestAsync(figures, form.Quick ? TimeSpan.FromSeconds(2) : Settle);
                clock.Restart();
                await compose("stop");
                figures.Add(Case, "", Figure.Own, "stop", "s", clock.Elapsed.TotalSeconds);
            }
            finally
            {
                await compose("down --volumes --timeout 5");
            }
        }

        foreach (var service in Services)
        {
            figures.Add("image, packed", service, Figure.Own, "size", "MB", await Engine.PackedMegabytesAsync($"belfry-{service}"));
        }
    }

    private static async Task BuildAsync()
    {
        using var work = new WorkFolder();
        await Compose(work)("build --quiet");
    }

    /// <summary>Runs Compose over the committed file, with secrets, ports and a network of its own.</summary>
    private static Func<string, Task> Compose(WorkFolder work)
    {
        var secrets = Directory.CreateDirectory(work.File("secrets")).FullName;
        foreach (var name in (string[])["control-key", "telemetry-key", "dashboard-password"])
        {
            File.WriteAllText(Path.Combine(secrets, name), RandomNumberGenerator.GetHexString(32));
        }

        foreach (var name in (string[])["backup-keys", "offsite-secret-key", "notify-webhook", "notify-heartbeat"])
        {
            File.WriteAllText(Path.Combine(secrets, name), "");
        }

        var settings = work.File("settings.env");
        File.WriteAllText(settings, $"""
            COMPOSE_PROJECT_NAME={Project}
            SECRETS={secrets}
            INSIDE_ADDRESSES=10.213.99.0/28
            HTTP_PORT=127.0.0.1:{Server.FreePort()}
            HTTPS_PORT=127.0.0.1:{Server.FreePort()}
            DASHBOARD_BIND=127.0.0.1:{Server.FreePort()}
            """);
        var file = Path.Combine(Files, "docker-compose.yaml");
        var (program, first) = Needs.Find("docker-compose") is { } old ? (old, "") : ("docker", "compose ");
        return words => Tools.RunAsync(program, default, [.. $"{first}--project-name {Project} --env-file {settings} --file {file} {words}".Split(' ')]);
    }

    private static async Task HealthyAsync()
    {
        var clock = Stopwatch.StartNew();
        while (Engine.Healthy(Project).Length < Services.Length)
        {
            await Task.Delay(clock.Elapsed < TimeSpan.FromMinutes(1) ? 20 : throw new InvalidOperationException(Tools.Output("docker", "ps", "--all")));
        }
    }

    private static async Task RestAsync(Collector figures, TimeSpan time)
    {
        await Task.Delay(time);
        var before = await UseAsync();
        var clock = Stopwatch.StartNew();
        await Task.Delay(time);
        var after = await UseAsync();
        for (var i = 0; i < Services.Length; i++)
        {
            figures.Add("a service at rest", Services[i], Figure.Own, "processor", "% of a core", (after[i].Processor - before[i].Processor) / clock.Elapsed * 100);
            figures.Add("a service at rest", Services[i], Figure.Own, "memory", "MB", after[i].Megabytes);
        }

        figures.Add(Case, "", Figure.Own, "processor at rest", "% of a core", after.Zip(before, (now, then) => now.Processor - then.Processor).Sum(took => took.TotalSeconds) / clock.Elapsed.TotalSeconds * 100);
        figures.Add(Case, "", Figure.Own, "memory at rest", "MB", after.Sum(one => one.Megabytes));
    }

    private static Task<(TimeSpan Processor, double Megabytes)[]> UseAsync() => Task.WhenAll(Services.Select(service =>
        Engine.UseAsync(Tools.Output("docker", "ps", "--quiet", "--filter", $"label=com.docker.compose.project={Project}", "--filter", $"label=com.docker.compose.service={service}").Trim())));
}

using System.IO.Compression;
using System.Net.Sockets;
using System.Text.Json.Nodes;

namespace Belfry.Bench.Deploy;

/// <summary>The container engine of this machine, by its own API where its command line only rounds.</summary>
internal static class Engine
{
    /// <summary>Where Docker listens, unless <c>DOCKER_HOST</c> says otherwise.</summary>
    private const string Socket = "/var/run/docker.sock";

    private static readonly HttpClient Http = new(new SocketsHttpHandler { ConnectCallback = ConnectAsync }) { BaseAddress = new Uri("http://engine") };

    /// <summary>The ids of the containers of a Compose project that the engine calls healthy.</summary>
    public static string[] Healthy(string project) => Tools.Output("docker", "ps", "--quiet", "--filter", "health=healthy", "--filter", $"label=com.docker.compose.project={project}")
        .Split('\n', StringSplitOptions.RemoveEmptyEntries);

    /// <summary>What a container took of the processor since it began, with its health checks, and what it has in memory without files that may go at any time, as <c>docker stats</c> has it.</summary>
    public static async Task<(TimeSpan Processor, double Megabytes)> UseAsync(string container)
    {
        var stats = JsonNode.Parse(await Http.GetStringAsync($"/containers/{container}/stats?stream=false&one-shot=true"))!;
        var (memory, details) = (stats["memory_stats"]!, stats["memory_stats"]!["stats"]!);
        var files = details["inactive_file"] ?? details["total_inactive_file"];
        return (TimeSpan.FromMicroseconds((long)stats["cpu_stats"]!["cpu_usage"]!["total_usage"]! / 1000.0), ((long)memory["usage"]! - (long)files!) / 1e6);
    }

    /// <summary>Of an image with all that it begins with, packed as a registry keeps it.</summary>
    public static async Task<double> PackedMegabytesAsync(string image)
    {
        using var folder = new WorkFolder();
        await using var packed = File.Create(folder.File("image.tar.gz"));
        await using (var zip = new GZipStream(packed, CompressionLevel.Optimal, leaveOpen: true))
        {
            await using var content = await Http.GetStreamAsync($"/images/{image}/get");
            await content.CopyToAsync(zip);
        }

        return packed.Length / 1e6;
    }

    private static async ValueTask<Stream> ConnectAsync(SocketsHttpConnectionContext context, CancellationToken cancellation)
    {
        var path = Environment.GetEnvironmentVariable("DOCKER_HOST") is { } host ? new Uri(host).LocalPath : Socket;
        var socket = new Socket(AddressFamily.Unix, SocketType.Stream, ProtocolType.Unspecified);
        await socket.ConnectAsync(new UnixDomainSocketEndPoint(path), cancellation);
        return new NetworkStream(socket, ownsSocket: true);
    }
}

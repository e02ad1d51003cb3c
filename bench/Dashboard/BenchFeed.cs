using System.Net.WebSockets;
using System.Text;
using System.Text.Json;

namespace Belfry.Bench.Dashboard;

/// <summary>Stands in for the app host: resources with as many console lines as are kept.</summary>
internal static class BenchFeed
{
    public const string Resource = "bench-api";
    public const string LastLine = "line 100000 of the console";

    public static async Task<ClientWebSocket> DialAsync(Uri ui, int resources = 1)
    {
        var socket = new ClientWebSocket();
        socket.Options.SetRequestHeader("x-api-key", DashboardUnderTest.FeedKey);
        await socket.ConnectAsync(new Uri($"ws://{ui.Authority}/feed"), CancellationToken.None);
        await SendAsync(socket, new { type = "hello", application = "Bench", runId = "bench" });
        foreach (var resource in Enumerable.Range(1, resources).Select(i => i == 1 ? Resource : $"{Resource}-{i}"))
        {
            await SendAsync(socket, new { type = "resource", resource = new { name = resource, type = "Project", state = "Running", health = "Healthy" } });
            foreach (var lines in Enumerable.Range(1, 100_000).Chunk(1_000))
            {
                var content = lines.Select(n => new { n, at = DateTimeOffset.UtcNow, stream = "out", text = $"\u001b[32minfo\u001b[39m: line {n} of the console" });
                await SendAsync(socket, new { type = "log", resource, lines = content });
            }
        }

        return socket;
    }

    private static Task SendAsync(ClientWebSocket socket, object message) =>
        socket.SendAsync(Encoding.UTF8.GetBytes(JsonSerializer.Serialize(message)), WebSocketMessageType.Text, endOfMessage: true, CancellationToken.None);
}

using System.Net.WebSockets;
using System.Text;
using System.Text.Json.Nodes;

namespace Belfry.Tests.Dashboard;

/// <summary>The host's end of the resource feed, as small as it can be.</summary>
internal static class FeedClient
{
    public static Task SendAsync(this ClientWebSocket socket, string json) =>
        socket.SendAsync(Encoding.UTF8.GetBytes(json), WebSocketMessageType.Text, endOfMessage: true, TestContext.Current.CancellationToken);

    public static Task HelloAsync(this ClientWebSocket socket, string runId = "run-1") =>
        socket.SendAsync($$"""{"type":"hello","application":"Wishlist","runId":"{{runId}}"}""");

    public static Task ResourceAsync(this ClientWebSocket socket, string name, string more = "") =>
        socket.SendAsync($$$"""{"type":"resource","resource":{"name":"{{{name}}}","type":"Project","state":"Running"{{{more}}} } }""");

    public static Task LogAsync(this ClientWebSocket socket, string resource, params (int N, string Text)[] lines)
    {
        var array = new JsonArray([.. lines.Select(line => (JsonNode)new JsonObject
        {
            ["n"] = line.N, ["at"] = "2026-11-21T01:14:26.123Z", ["stream"] = "out", ["text"] = line.Text,
        })]);
        return socket.SendAsync(new JsonObject { ["type"] = "log", ["resource"] = resource, ["lines"] = array }.ToJsonString());
    }

    public static async Task<JsonNode> ReceiveAsync(this ClientWebSocket socket)
    {
        var buffer = new byte[64 * 1024];
        using var patience = CancellationTokenSource.CreateLinkedTokenSource(TestContext.Current.CancellationToken);
        patience.CancelAfter(TimeSpan.FromMinutes(1)); // a command that never comes fails the test instead of holding up all
        var part = await socket.ReceiveAsync(buffer, patience.Token);
        return JsonNode.Parse(buffer.AsSpan(0, part.Count))!;
    }
}

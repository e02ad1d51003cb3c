using System.Buffers;
using System.Net.WebSockets;
using System.Text.Json;
using Belfry.Dashboard.Consoles;
using Belfry.Dashboard.SignIn;

namespace Belfry.Dashboard.Resources;

/// <summary><c>/feed</c>: the app host dials in and describes its resources. docs/resource-feed.md is the specification.</summary>
internal static class FeedEndpoint
{
    public const string Path = "/feed";

    /// <summary>Longest message taken; a longer one ends the connection.</summary>
    public const int MaxMessageBytes = 1024 * 1024;

    public static void MapFeed(this IEndpointRouteBuilder app) => app.MapGet(Path, (RequestDelegate)ServeAsync);

    private static async Task ServeAsync(HttpContext context)
    {
        var key = context.RequestServices.GetRequiredService<DashboardOptions>().FeedApiKey;
        if (key is null || !Secrets.AreEqual(context.Request.Headers["x-api-key"].ToString(), key))
        {
            await Problems.WriteAsync(context, 401, "API key missing or wrong", "The app host sends DASHBOARD__RESOURCEFEED__APIKEY in the header x-api-key.");
            return;
        }

        if (!context.WebSockets.IsWebSocketRequest)
        {
            await Problems.WriteAsync(context, 400, "Not a WebSocket", "The resource feed is a WebSocket.");
            return;
        }

        using var socket = await context.WebSockets.AcceptWebSocketAsync();
        var connection = context.RequestServices.GetRequiredService<FeedConnection>();
        var lifetime = context.RequestServices.GetRequiredService<IHostApplicationLifetime>();
        using var stop = CancellationTokenSource.CreateLinkedTokenSource(context.RequestAborted, lifetime.ApplicationStopping);
        connection.Open(socket);
        try
        {
            await ReceiveAsync(socket, context.RequestServices, stop.Token);
        }
        catch (Exception end) when (end is WebSocketException or OperationCanceledException)
        {
            // The host is gone or the dashboard stops; it dials again when it wants to.
        }

        if (connection.Close(socket))
        {
            context.RequestServices.GetRequiredService<ResourceStore>().Disconnect();
        }
    }

    private static async Task ReceiveAsync(WebSocket socket, IServiceProvider services, CancellationToken cancellationToken)
    {
        var message = new ArrayBufferWriter<byte>(16 * 1024);
        while (true)
        {
            var part = await socket.ReceiveAsync(message.GetMemory(16 * 1024), cancellationToken);
            message.Advance(part.Count);
            if (part.MessageType == WebSocketMessageType.Close)
            {
                await socket.CloseOutputAsync(WebSocketCloseStatus.NormalClosure, null, cancellationToken);
                return;
            }

            if (message.WrittenCount > MaxMessageBytes)
            {
                await socket.CloseOutputAsync(WebSocketCloseStatus.MessageTooBig, $"A message may have {MaxMessageBytes} bytes.", cancellationToken);
                return;
            }

            if (!part.EndOfMessage)
            {
                continue;
            }

            if (!TryDispatch(message.WrittenSpan, services))
            {
                await socket.CloseOutputAsync(WebSocketCloseStatus.InvalidPayloadData, "A message was not of the resource feed's form.", cancellationToken);
                return;
            }

            message.ResetWrittenCount();
        }
    }

    private static bool TryDispatch(ReadOnlySpan<byte> json, IServiceProvider services)
    {
        FeedMessage? message;
        try
        {
            message = JsonSerializer.Deserialize(json, DashboardJson.Default.FeedMessage);
        }
        catch (JsonException)
        {
            return false;
        }

        var resources = services.GetRequiredService<ResourceStore>();
        var consoles = services.GetRequiredService<ConsoleStore>();
        switch (message)
        {
            case HelloMessage hello:
                if (resources.Begin(hello))
                {
                    consoles.Clear();
                }

                break;
            case ResourceMessage { Resource: var resource }:
                resources.Set(CommandInputs.Bound(resource));
                break;
            case RemovedMessage removed:
                resources.Remove(removed.Name);
                break;
            case LogMessage log:
                consoles.Append(log.Resource, log.Lines);
                break;
            case CommandResultMessage result:
                services.GetRequiredService<FeedConnection>().Answer(result);
                break;
            default:
                break; // a message of a later version
        }

        return true;
    }
}

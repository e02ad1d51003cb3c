using System.Net.ServerSentEvents;
using System.Net.WebSockets;
using System.Runtime.CompilerServices;
using System.Text.Json;
using Belfry.Api.Json;
using Belfry.Api.People;
using Belfry.Api.Problems;
using Belfry.Api.Sharing;
using Belfry.Api.SignIn;
using Belfry.Storage;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Mvc;

namespace Belfry.Api.Live;

/// <summary>What changes, as it changes: server-sent events, and the same over a socket at <c>/ws</c>.</summary>
internal static class EventsEndpoints
{
    public static void MapEvents(this WebApplication app)
    {
        app.UseWebSockets();
        app.MapGet("/api/events", GetEvents).WithName(nameof(GetEvents)).WithTags("Live").RequireAuthorization(Access.Read)
            .ProducesProblem(StatusCodes.Status503ServiceUnavailable);
        app.MapGet("/api/shared/events", GetSharedEvents).WithName(nameof(GetSharedEvents)).WithTags("Guests").ProducesProblem(StatusCodes.Status503ServiceUnavailable);
        app.MapGet("/ws", OpenSocketAsync).RequireAuthorization(Access.Read).ExcludeFromDescription();
    }

    /// <summary>Streams what changes in one's lists and, for operators, about backups. The connection ends now and then; come back with the last id.</summary>
    /// <param name="after">The id of the last event that was seen.</param>
    internal static Results<ServerSentEventsResult<LiveEvent>, ProblemHttpResult> GetEvents(
        [FromHeader(Name = "Last-Event-ID")] string? after, Caller caller, HttpContext context, Events events, CancellationToken cancellation) =>
        events.Connect(AudiencesOf(caller), after) is { } client ? Stream(context, client, cancellation) : Full();

    /// <summary>Streams what changes in the list that a share link opens.</summary>
    /// <param name="token">The share link's token.</param>
    /// <param name="after">The id of the last event that was seen.</param>
    internal static async Task<Results<ServerSentEventsResult<LiveEvent>, NotFoundProblem, ProblemHttpResult>> GetSharedEvents(
        [FromHeader(Name = GuestEndpoints.TokenHeader)] string? token, [FromHeader(Name = "Last-Event-ID")] string? after, HttpContext context,
        Database database, Events events, TimeProvider time, CancellationToken cancellation)
    {
        if (await database.ReadAsync(session => GuestEndpoints.Open(session, token, time), cancellation) is not { } list)
        {
            return NotFoundProblem.Share;
        }

        // Its owner is told what owners are told, not what guests claim.
        var audience = GuestEndpoints.IsOwn(context, list) ? Audience.Person(list.OwnerKey) : Audience.GuestsOf(list.Id);
        return events.Connect([audience, Audience.Everybody], after) is { } client ? Stream(context, client, cancellation) : Full();
    }

    private static async Task OpenSocketAsync(HttpContext context, Events events, Caller caller)
    {
        // A page of another site could open a socket with this browser's cookie: the browser does not ask first.
        if (!context.WebSockets.IsWebSocketRequest || !CrossSiteGuard.IsOwn(context))
        {
            await TypedResults.Problem("Only a page of this site may open a socket here, and it must be one.", statusCode: StatusCodes.Status400BadRequest)
                .ExecuteAsync(context);
            return;
        }

        using var client = events.Connect(AudiencesOf(caller), context.Request.Query["after"]);
        if (client is null)
        {
            await Full().ExecuteAsync(context);
            return;
        }

        using var socket = await context.WebSockets.AcceptWebSocketAsync();
        using var gone = CancellationTokenSource.CreateLinkedTokenSource(context.RequestAborted);
        var listening = ListenAsync(socket, gone);
        try
        {
            await foreach (var (id, told) in client.ReadAsync(gone.Token))
            {
                var text = JsonSerializer.SerializeToUtf8Bytes(new SocketEvent(id, told), ApiJson.Default.SocketEvent);
                await socket.SendAsync(text, WebSocketMessageType.Text, endOfMessage: true, gone.Token);
            }

            await socket.CloseOutputAsync(WebSocketCloseStatus.EndpointUnavailable, "Come back with the last id.", gone.Token);
        }
        catch (Exception end) when (end is OperationCanceledException or WebSocketException)
        {
            // The client went away.
        }

        await gone.CancelAsync();
        await listening;
    }

    /// <summary>Clients have nothing to say: whatever they send, or their going, ends the socket.</summary>
    private static async Task ListenAsync(WebSocket socket, CancellationTokenSource gone)
    {
        try
        {
            await socket.ReceiveAsync(new byte[16], gone.Token);
        }
        catch (Exception end) when (end is OperationCanceledException or WebSocketException)
        {
            // So it ended.
        }

        await gone.CancelAsync();
    }

    private static Audience[] AudiencesOf(Caller caller) => AudiencesOf(caller.Key, caller.Role, caller.May(Scopes.Control));

    /// <param name="person">As columns hold it.</param>
    /// <param name="role">What that person may.</param>
    /// <param name="control">Whether the credential allows to hear of backups, if the role does.</param>
    private static Audience[] AudiencesOf(string person, Role role, bool control) => role == Role.Member || !control
        ? [Audience.Person(person), Audience.Everybody]
        : [Audience.Person(person), Audience.Operators, Audience.Everybody];

    /// <summary>The id after which a client wants to be told, whatever it reads from now on.</summary>
    internal static string PlaceOf(this Events events, Caller caller) => events.Place(AudiencesOf(caller));

    /// <summary>As of a caller whose session begins.</summary>
    internal static string PlaceOf(this Events events, string person, Role role) => events.Place(AudiencesOf(person, role, control: true));

    private static ServerSentEventsResult<LiveEvent> Stream(HttpContext context, EventClient client, CancellationToken cancellation)
    {
        // Also when the client goes before the first event.
        context.Response.RegisterForDispose(client);
        return TypedResults.ServerSentEvents(ItemsAsync(client, cancellation));
    }

    private static async IAsyncEnumerable<SseItem<LiveEvent>> ItemsAsync(EventClient client, [EnumeratorCancellation] CancellationToken cancellation)
    {
        await foreach (var (id, told) in client.ReadAsync(cancellation))
        {
            yield return new SseItem<LiveEvent>(told) { EventId = id };
        }
    }

    private static ProblemHttpResult Full() => TypedResults.Problem(
        $"{Events.MaxClients} clients are connected, or {Events.MaxClientsOfOne} of this person or list. Read again from time to time instead.",
        statusCode: StatusCodes.Status503ServiceUnavailable);

    /// <summary>An event with its id, as a socket sends it.</summary>
    internal sealed record SocketEvent(string Id, LiveEvent Event);
}

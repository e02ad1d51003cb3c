using System.Text.Json;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Http.Metadata;

namespace Belfry.Dashboard.Resources;

/// <summary>What the app host answered to a command.</summary>
internal sealed record CommandOutcome(bool Success, string? Message);

internal static class ResourceEndpoints
{
    /// <summary>Longest body of a command: every input answered at some length.</summary>
    private const int MaxRequestBytes = 256 * 1024;

    public static void MapResources(this IEndpointRouteBuilder app)
    {
        app.MapGet("/api/resources", (ResourceStore resources) => TypedResults.Ok(resources.List()));
        app.MapGet("/api/resources/history", (HealthHistory history) => TypedResults.Ok(history.List()));
        app.MapPost("/api/resources/{name}/commands/{command}", RunAsync).WithMetadata(new RequestLimit());
    }

    /// <summary>With a body when the command has inputs: <c>{ "arguments": { "name": "value" } }</c>.</summary>
    private static async Task<Results<Ok<CommandOutcome>, ProblemHttpResult>> RunAsync(
        ResourceStore resources, FeedConnection feed, HttpRequest request, string name, string command, CancellationToken cancellationToken)
    {
        if (resources.Find(name) is not { } resource || resource.Commands.Find(known => known.Name == command && known.State != "Hidden") is not { } found)
        {
            return Problems.NotFound($"There is no command \"{command}\" on a resource \"{name}\".");
        }

        Dictionary<string, string> arguments;
        try
        {
            // Read by hand: a parameter would make the route refuse requests without a body, which most commands are.
            arguments = request.HasJsonContentType() ? (await request.ReadFromJsonAsync(DashboardJson.Default.CommandRequest, cancellationToken))?.Arguments ?? [] : [];
        }
        catch (JsonException)
        {
            return Problems.BadRequest("The body must be JSON such as { \"arguments\": { \"name\": \"value\" } }, with texts as values.");
        }
        catch (BadHttpRequestException fault)
        {
            return Problems.Create(fault.StatusCode, "The body cannot be read", $"A command's values may have {MaxRequestBytes / 1024} KiB.");
        }

        if (CommandInputs.Check(found, arguments) is { Count: > 0 } faults)
        {
            return Problems.Invalid(string.Join(" ", faults.Values.SelectMany(fault => fault)), faults);
        }

        return await feed.RunAsync(resource.Name, command, arguments, cancellationToken) is { } result
            ? TypedResults.Ok(new CommandOutcome(result.Success, result.Message))
            : Problems.Create(503, "The app host is not connected", "Commands are run by the app host. Start it again, or wait until it has dialled in.");
    }

    private sealed class RequestLimit : IRequestSizeLimitMetadata
    {
        public long? MaxRequestBodySize => MaxRequestBytes;
    }
}

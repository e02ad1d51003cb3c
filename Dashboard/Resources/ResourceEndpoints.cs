using Microsoft.AspNetCore.Http.HttpResults;

namespace Belfry.Dashboard.Resources;

/// <summary>What the app host answered to a command.</summary>
internal sealed record CommandOutcome(bool Success, string? Message);

internal static class ResourceEndpoints
{
    public static void MapResources(this IEndpointRouteBuilder app)
    {
        app.MapGet("/api/resources", (ResourceStore resources) => TypedResults.Ok(resources.List()));
        app.MapPost("/api/resources/{name}/commands/{command}", RunAsync);
    }

    private static async Task<Results<Ok<CommandOutcome>, ProblemHttpResult>> RunAsync(
        ResourceStore resources, FeedConnection feed, string name, string command, CancellationToken cancellationToken)
    {
        if (resources.Find(name) is not { } resource || !resource.Commands.Exists(known => known.Name == command && known.State != "Hidden"))
        {
            return Problems.NotFound($"There is no command \"{command}\" on a resource \"{name}\".");
        }

        return await feed.RunAsync(resource.Name, command, [], cancellationToken) is { } result
            ? TypedResults.Ok(new CommandOutcome(result.Success, result.Message))
            : Problems.Create(503, "The app host is not connected", "Commands are run by the app host. Start it again, or wait until it has dialled in.");
    }
}

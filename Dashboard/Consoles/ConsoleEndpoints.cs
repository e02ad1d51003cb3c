namespace Belfry.Dashboard.Consoles;

internal static class ConsoleEndpoints
{
    private const int MaxLimit = 10_000;

    public static void MapConsoles(this IEndpointRouteBuilder app) =>
        app.MapGet("/api/console", (ConsoleStore consoles, string? resource, long? after, long? before, int? limit) =>
            TypedResults.Ok(consoles.Query(resource, after, before, Math.Clamp(limit ?? 1_000, 1, MaxLimit))));
}

using Microsoft.AspNetCore.Http.HttpResults;

namespace Belfry.Dashboard;

/// <summary>
/// <c>/health/live</c> and <c>/health/ready</c>, for whoever watches over the dashboard. It needs nothing but itself: once it answers at all,
/// it takes telemetry.
/// </summary>
internal static class Health
{
    public const string Live = "/health/live";
    public const string Ready = "/health/ready";

    public static void MapHealth(this IEndpointRouteBuilder app)
    {
        app.MapGet(Live, Answer);
        app.MapGet(Ready, Answer);
    }

    private static ContentHttpResult Answer() => TypedResults.Text("""{"status":"Healthy","checks":[]}""", "application/json");
}

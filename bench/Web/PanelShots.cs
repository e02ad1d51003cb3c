using Microsoft.Playwright;

namespace Belfry.Bench.Web;

/// <summary>The pages for those who look after the data.</summary>
internal static class PanelShots
{
    /// <summary>Backups and a rehearsal, so that there is something to see.</summary>
    public static async Task WorkAsync(PageApi api)
    {
        while ((await api.GetAsync("api/control/jobs")).GetProperty("jobs").EnumerateArray().Any(job => job.GetProperty("state").GetString() == "running"))
        {
            await Task.Delay(100);
        }

        foreach (var kind in new[] { "backup", "drill", "backup", "verify" })
        {
            await OrderAsync(api, kind);
        }
    }

    public static async Task TakeAsync(Camera camera)
    {
        await OpenAsync(camera);
        await camera.TakeAsync("backups");
        await camera.TakeAsync("backups/timeline", "to read", "timeline");
        await camera.Page.GetByRole(AriaRole.Button, new() { Name = "See what would change" }).ClickAsync();
        await camera.Page.GetByRole(AriaRole.Region, new() { Name = "What would change" }).WaitForAsync();
        await camera.Page.GetByRole(AriaRole.Button, new() { Name = "Go back to this moment…" }).ClickAsync();
        await camera.TakeAsync("timeline-changes");
        await camera.TakeAsync("backups/jobs", "Rehearsals", "jobs");
        await camera.Api.PostAsync("api/control/pause", new { minutes = 60 });
        await camera.TakeAsync("backups/jobs", "Paused until", "jobs-paused");
        await camera.TakeAsync("backups", "Paused until", "backups-paused");
        await camera.Api.PostAsync("api/control/resume", new { });
        await camera.TakeAsync("backups/archive", "backups? stays?", "archive");
        await camera.TakeAsync("backups/database", "items", "database");
        await camera.TakeAsync("backups/log", "What was done", "log");
    }

    public static async Task OpenAsync(Camera camera)
    {
        await camera.GoAsync("backups", "Yes, your data is safe");
        await camera.Page.Locator("canvas").Last.WaitForAsync();
    }

    private static async Task OrderAsync(PageApi api, string kind)
    {
        var id = (await api.PostAsync("api/control/jobs", new { kind })).GetProperty("id").GetString();
        while ((await api.GetAsync($"api/control/jobs/{id}")).GetProperty("state").GetString() == "running")
        {
            await Task.Delay(100);
        }
    }
}

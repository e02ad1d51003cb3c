using Belfry.Tests.Hosting.Containers;

namespace Belfry.Tests.EndToEnd.Compose;

/// <summary>The copy elsewhere, and a box that has nothing but it.</summary>
[Collection(nameof(EngineCollection))]
public sealed class OffsiteTests(EngineFixture engine) : IAsyncLifetime
{
    private Deployment _deployment = null!;

    public async ValueTask InitializeAsync() => _deployment = await engine.DeploymentAsync();

    [Fact(Explicit = true)] // long: see CONTRIBUTING.md
    public async Task Rebuild_OnABoxWithNothing_BringsBackEverything()
    {
        var owner = _deployment.Owner;
        await _deployment.FollowAsync("A copy elsewhere", fence: 0);
        await Deployment.HealthyAsync();
        var picture = (byte[])[0x89, .. "PNG\r\n\x1a\n and more"u8];
        var list = await owner.AddListAsync();
        var place = await owner.AddPictureAsync(picture);
        await _deployment.FollowAsync("Back up");
        // In no backup, but in the stream of commits.
        var later = await owner.AddListAsync();
        await owner.StreamedAsync();
        await owner.MirroredAsync();
        await _deployment.FollowAsync("A copy elsewhere", fence: 1);

        // The old box is gone, the bucket is not.
        var fresh = new Beside("fresh");
        await _deployment.RunAsync("docker compose stop backup-worker");
        try
        {
            await _deployment.FollowAsync("Rebuild from the copy elsewhere", fence: 0, fresh);
            await _deployment.RunAsync("docker network connect --alias s3 fresh_outside belfry_s3_1");
            await _deployment.FollowAsync("Rebuild from the copy elsewhere", fence: 1, fresh);
            await Deployment.HealthyAsync("fresh");

            using var visitor = new Visitor(fresh.Page, owner.Cookies);
            Assert.Superset(new HashSet<string> { list, later }, await visitor.ListsAsync());
            using var again = await visitor.GetAsync(place);
            Assert.Equal(picture, await again.Content.ReadAsByteArrayAsync(TestContext.Current.CancellationToken));
        }
        finally
        {
            await _deployment.RunAsync($"""
                docker network disconnect fresh_outside belfry_s3_1 || true
                (
                {fresh.Settings}
                docker compose down --volumes --timeout 5
                )
                sed -i 's|^OFFSITE_TARGET=.*|OFFSITE_TARGET=|' .env
                docker compose up -d
                docker compose rm --stop --force s3
                docker volume rm belfry_s3
                """);
            await Deployment.HealthyAsync();
        }
    }

    public ValueTask DisposeAsync() => ValueTask.CompletedTask;
}

using Aspire.Hosting.ApplicationModel;
using Aspire.Hosting.Testing;
using Microsoft.Extensions.Hosting;

namespace Belfry.Tests.Hosting;

/// <summary>The model that AppHost.cs describes, and its start from a test.</summary>
public sealed class AppHostModelTests
{
    [Fact(Timeout = TestApp.Timeout)]
    public async Task CreateAsync_AppHost_HasTheResourcesOfTheArchitecture()
    {
        await using var builder = await DistributedApplicationTestingBuilder.CreateAsync<Projects.AppHost>(TestContext.Current.CancellationToken);

        Assert.Equal(
            ["data", "appdb", "control-key", "backup-worker", "api", "web", "web-installer"],
            builder.Resources.Select(r => r.Name));
        Assert.True(builder.Environment.IsDevelopment());
        Assert.True(((ParameterResource)builder.Resources.Single(r => r.Name == "control-key")).Secret);
    }

    [Fact(Timeout = TestApp.Timeout)]
    public async Task StartAsync_AppHost_GetsTheApiHealthyAndAnswers()
    {
        await using var builder = await DistributedApplicationTestingBuilder.CreateAsync<Projects.AppHost>(TestContext.Current.CancellationToken);
        await using var app = await builder.BuildAsync(TestContext.Current.CancellationToken);
        await app.StartAsync(TestContext.Current.CancellationToken);

        await app.ResourceNotifications.WaitForResourceHealthyAsync("api", TestContext.Current.CancellationToken);

        using var client = app.CreateHttpClient("api");
        using var answer = await client.GetAsync("/api/session", TestContext.Current.CancellationToken);
        Assert.True(answer.IsSuccessStatusCode);
    }
}

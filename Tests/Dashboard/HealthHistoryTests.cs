using Belfry.Dashboard.Resources;
using Belfry.Tests.Support;
using Microsoft.Playwright;

namespace Belfry.Tests.Dashboard;

/// <summary>What is remembered of how resources were, and how a page tells it.</summary>
public sealed class HealthHistoryTests
{
    private readonly ManualTime _clock = new(DateTimeOffset.Parse("2026-11-21T12:00:00Z", System.Globalization.CultureInfo.InvariantCulture));

    [Fact]
    public void Note_TheSameAgain_AddsNothing()
    {
        var history = new HealthHistory(_clock);
        history.Note(Running("Healthy"));
        history.Note(Running("Healthy"));

        Assert.Equal([HealthLevel.Up], Levels(history));
    }

    [Fact]
    public void Note_FailingRightAfterTheStart_IsPendingAndDownOnlyWhenTheGraceIsOver()
    {
        var history = new HealthHistory(_clock);
        history.Note(Running("Unhealthy"));
        Assert.Equal([HealthLevel.Pending], Levels(history));

        _clock.Advance(TimeSpan.FromSeconds(31));

        Assert.Equal([HealthLevel.Pending, HealthLevel.Down], Levels(history));
    }

    [Fact]
    public void Note_WellLongAfterTheGrace_WasDownInBetweenThoughNobodyLooked()
    {
        var history = new HealthHistory(_clock);
        var start = _clock.GetUtcNow();
        var started = Running("Healthy");
        history.Note(started with { Health = "Unhealthy" });
        _clock.Advance(TimeSpan.FromSeconds(300));

        history.Note(started);

        var changes = Assert.Single(history.List().Resources).Changes;
        Assert.Equal([HealthLevel.Pending, HealthLevel.Down, HealthLevel.Up], changes.ConvertAll(change => change.Level));
        Assert.Equal([0, 30, 300], changes.ConvertAll(change => (change.At - start.ToUnixTimeMilliseconds()) / 1000));
    }

    [Fact]
    public void LoseSight_AfterAnUnseenGrace_WasDownBefore()
    {
        var history = new HealthHistory(_clock);
        history.Note(Running("Unhealthy"));
        _clock.Advance(TimeSpan.FromSeconds(300));

        history.LoseSight();

        Assert.Equal([HealthLevel.Pending, HealthLevel.Down, HealthLevel.Unknown], Levels(history));
    }

    [Fact]
    public void Note_FailingAfterItWasWell_IsDownAtOnceWithTheChecksWords()
    {
        var history = new HealthHistory(_clock);
        history.Note(Running("Healthy"));
        history.Note(Running("Unhealthy") with { HealthReports = [new HealthReport("api_ready", "Unhealthy", "database is locked")] });

        Assert.Equal([HealthLevel.Up, HealthLevel.Down], Levels(history));
        Assert.Equal("Running, Unhealthy: api_ready: database is locked", history.List().Resources[0].Changes[^1].Reason);
    }

    [Fact]
    public void LoseSight_OfEverything_IsUnknownFromThenOn()
    {
        var history = new HealthHistory(_clock);
        history.Note(Running("Healthy"));
        history.LoseSight();
        history.LoseSight();

        Assert.Equal([HealthLevel.Up, HealthLevel.Unknown], Levels(history));
    }

    [Fact]
    public void Note_MoreChangesThanTheBound_KeepsTheNewest()
    {
        var history = new HealthHistory(_clock);
        for (var i = 0; i < HealthHistory.MaxChanges + 10; i++)
        {
            history.Note(new ResourceSnapshot { Name = "api", State = $"Step {i}" });
        }

        var changes = Assert.Single(history.List().Resources).Changes;
        Assert.Equal(HealthHistory.MaxChanges, changes.Count);
        Assert.Equal($"Step {HealthHistory.MaxChanges + 9}", changes[^1].State);
    }

    [Fact]
    public async Task Details_OfAResourceThatFailed_SayWhatChanged()
    {
        await using var dashboard = await DashboardProcess.StartAsync(signIn: false);
        await using var browser = await Browser.LaunchAsync();
        using var host = await dashboard.DialFeedAsync();
        await host.HelloAsync();
        await host.ResourceAsync("api", ""","health":"Healthy" """);
        await host.ResourceAsync("api", ""","health":"Unhealthy","healthReports":[{"name":"api_ready","status":"Unhealthy","description":"503 from /health/ready"}]""");
        var page = await SignedInPage.OpenAsync(browser, dashboard, "/resources?show=api");

        var changes = page.GetByRole(AriaRole.Complementary, new() { Name = "Details of api" }).GetByRole(AriaRole.Listitem);
        await Assertions.Expect(changes.Filter(new() { HasText = "down" }).First).ToContainTextAsync("503 from /health/ready");
        await Assertions.Expect(page.GetByRole(AriaRole.Img, new() { Name = "In trouble once" }).First).ToBeVisibleAsync();
        browser.AssertQuiet();
    }

    private ResourceSnapshot Running(string health) => new() { Name = "api", State = "Running", Health = health, StartedAt = _clock.GetUtcNow() };

    private static List<HealthLevel> Levels(HealthHistory history) => Assert.Single(history.List().Resources).Changes.ConvertAll(change => change.Level);
}

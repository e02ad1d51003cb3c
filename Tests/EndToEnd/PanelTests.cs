using System.Text.RegularExpressions;
using Aspire.Hosting.ApplicationModel;
using Belfry.Tests.Support;
using Microsoft.Playwright;
using static Microsoft.Playwright.Assertions;

namespace Belfry.Tests.EndToEnd;

/// <summary>The control panel on good and bad days, with the real worker behind it.</summary>
public sealed class PanelTests(RunningPanel panel) : IClassFixture<RunningPanel>
{
    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Wish_LostByMistake_ComesBackFromTheChosenMoment_AndTheRestoreIsUndone_WhileAnotherWindowStaysOpen()
    {
        var page = await panel.OpenAsync("/");
        await page.GetByLabel("Name of the new list").FillAsync("Tower");
        await page.Keyboard.PressAsync("Enter");
        await page.GetByLabel("Add a wish").FillAsync("A brass bell");
        await page.Keyboard.PressAsync("Enter");
        var bell = page.GetByRole(AriaRole.Button, new() { Name = "A brass bell", Exact = true });
        await Expect(page.GetByText("Saving…").Or(page.GetByText("Not saved"))).ToHaveCountAsync(0);
        await page.ReloadAsync();
        await Expect(bell).ToBeVisibleAsync();
        var moment = await RunningPanel.NextSecondAsync(page);
        await page.GetByRole(AriaRole.Button, new() { Name = "Remove A brass bell" }).ClickAsync();
        await page.ReloadAsync();
        await Expect(page.GetByText("Nothing wished for yet")).ToBeVisibleAsync();
        await RunningPanel.StreamedAsync(page);

        var operators = await panel.OpenAsync("/backups/timeline");
        await operators.GetByLabel("Moment", new() { Exact = true }).FillAsync(moment);
        await Expect(operators.GetByText(new Regex("to read"))).ToBeVisibleAsync();
        await operators.GetByRole(AriaRole.Button, new() { Name = "See what would change" }).ClickAsync();
        var changes = operators.GetByRole(AriaRole.Region, new() { Name = "What would change" });
        await Expect(changes.GetByRole(AriaRole.Row, new() { NameRegex = new Regex("^items ") })).ToContainTextAsync("1");
        Assert.Empty(await Accessibility.FindSeriousAsync(operators));
        await operators.GetByRole(AriaRole.Button, new() { Name = "Go back to this moment…" }).ClickAsync();
        await operators.GetByRole(AriaRole.Button, new() { Name = "Yes, go back" }).ClickAsync();
        await Expect(operators.GetByText("Restore: Done")).ToBeVisibleAsync(new() { Timeout = 30_000 });
        await Expect(bell).ToBeVisibleAsync(new() { Timeout = RunningPanel.PatienceMilliseconds });

        await operators.GetByRole(AriaRole.Button, new() { Name = "Undo the last restore" }).ClickAsync();
        await Expect(operators.GetByText("Undo: Done")).ToBeVisibleAsync(new() { Timeout = 30_000 });
        await Expect(page.GetByText("Nothing wished for yet")).ToBeVisibleAsync(new() { Timeout = RunningPanel.PatienceMilliseconds });
    }

    [Fact]
    public async Task Timeline_ByKeyboard_MovesTheMomentAndZooms()
    {
        var page = await panel.OpenAsync("/backups/timeline");
        var line = page.GetByRole(AriaRole.Slider);
        await line.FocusAsync();

        await page.Keyboard.PressAsync("End");
        await IsAsync(line, "line.ariaValueMax - line.ariaValueNow < 60_000");
        var end = await line.GetAttributeAsync("aria-valuenow");
        await page.Keyboard.PressAsync("ArrowLeft");
        await IsAsync(line, $"line.ariaValueNow < {end}");
        var before = await line.GetAttributeAsync("aria-valuenow");
        await page.Keyboard.PressAsync("ArrowRight");
        await IsAsync(line, $"line.ariaValueNow > {before}");
        await page.Keyboard.PressAsync("+");
        await page.Keyboard.PressAsync("Home");
        await IsAsync(line, "line.ariaValueNow === line.ariaValueMin");
        await Expect(page.GetByText(new Regex("to read"))).ToBeVisibleAsync();
        await page.GetByRole(AriaRole.Button, new() { Name = "Choose " }).Last.ClickAsync();
        await Expect(line).ToHaveAttributeAsync("aria-valuetext", new Regex("ago|just now"));
    }

    [Theory]
    [InlineData("/backups", "Is my data safe?", "Last proven restore")]
    [InlineData("/backups/timeline", "Go back in time", "What happened in this view")]
    [InlineData("/backups/jobs", "Jobs", "Rehearsals")]
    [InlineData("/backups/archive", "Archive", "backup stays|backups stay")]
    [InlineData("/backups/database", "Database", "items")]
    [InlineData("/backups/log", "Log", "What was done")]
    public async Task Page_OnAPhoneAndADesktop_LightAndDark_IsSoundAndShowsWhatItIsFor(string path, string heading, string content)
    {
        await CheckAsync(new() { Width = 390, Height = 844 }, ColorScheme.Dark);
        await CheckAsync(new() { Width = 1440, Height = 900 }, ColorScheme.Light);

        async Task CheckAsync(ViewportSize size, ColorScheme colours)
        {
            var page = await panel.OpenAsync(path, size, colours);
            await Expect(page.GetByRole(AriaRole.Heading, new() { Name = heading, Level = 1 })).ToBeVisibleAsync(new() { Timeout = RunningPanel.PatienceMilliseconds });
            await Expect(page.GetByRole(AriaRole.Main).GetByText(new Regex(content)).First).ToBeVisibleAsync();
            Assert.Empty(await Accessibility.FindSeriousAsync(page));
            Assert.InRange(await page.EvaluateAsync<int>("() => document.documentElement.scrollWidth"), 1, size.Width);
            await page.Context.CloseAsync();
        }
    }

    [Fact]
    public async Task Worker_StoppedAndBack_IsToldPlainly_AndThePageGoesOn()
    {
        var page = await panel.OpenAsync("/backups");
        await Expect(page.GetByText("Yes, your data is safe")).ToBeVisibleAsync();

        await CommandAsync(KnownResourceCommands.StopCommand);
        await Expect(page.GetByText("Nobody can tell right now")).ToBeVisibleAsync(new() { Timeout = 40_000 });
        await Expect(page.GetByText(new Regex("The backup worker is away"))).Not.ToHaveCountAsync(0);
        Assert.Empty(await Accessibility.FindSeriousAsync(page));

        await CommandAsync(KnownResourceCommands.StartCommand);
        await panel.App.ResourceNotifications.WaitForResourceHealthyAsync("backup-worker", Cancellation);
        await Expect(page.GetByText("Yes, your data is safe")).ToBeVisibleAsync(new() { Timeout = 40_000 });
    }

    [Fact]
    public async Task Schedule_PausedAndResumed_SaysUntilWhenOnEveryPageThatAnswers()
    {
        var page = await panel.OpenAsync("/backups/jobs");
        var paused = page.GetByText(new Regex("^Paused until "));
        await page.GetByLabel("Stand still for").SelectOptionAsync("four hours");
        await page.GetByRole(AriaRole.Button, new() { Name = "Pause", Exact = true }).ClickAsync();
        await Expect(paused).ToBeVisibleAsync();
        await Expect(page.GetByText(new Regex("it goes on by itself in [34] hours"))).ToBeVisibleAsync();
        await Expect(page.GetByRole(AriaRole.Button, new() { Name = "Go on now" })).ToBeFocusedAsync();
        Assert.Empty(await Accessibility.FindSeriousAsync(page));

        await page.GetByRole(AriaRole.Link, new() { Name = "Overview" }).ClickAsync();
        await Expect(paused).ToBeVisibleAsync();
        await Expect(page.GetByText("Safe, but something needs attention")).ToBeVisibleAsync();
        Assert.Empty(await Accessibility.FindSeriousAsync(page));
        await page.GetByRole(AriaRole.Button, new() { Name = "Go on now" }).ClickAsync();

        await Expect(paused).ToHaveCountAsync(0);
        await Expect(page.GetByRole(AriaRole.Heading, new() { Name = "Is my data safe?" })).ToBeFocusedAsync();
        await page.GetByRole(AriaRole.Link, new() { Name = "Log" }).ClickAsync();
        await Expect(page.GetByText("pause for 240 minutes").First).ToBeVisibleAsync();
        await Expect(page.GetByText("resume", new() { Exact = true }).First).ToBeVisibleAsync();
    }

    [Fact]
    public async Task Panel_ForAMember_SaysThatItIsForOthers()
    {
        var owner = await panel.OpenAsync("/");
        var page = await panel.OpenAsync("/", signedIn: false);
        var token = await owner.EvaluateAsync<string>(
            """
            async () => {
              const answer = await fetch('/api/people', { method: 'POST', headers: { 'Content-Type': 'application/json' }, body: JSON.stringify({ account: 'ben', name: 'Ben', role: 'member' }) });
              return (await answer.json()).token;
            }
            """);
        await page.EvaluateAsync(
            "token => fetch('/api/invitations/accept', { method: 'POST', headers: { 'Content-Type': 'application/json' }, body: JSON.stringify({ token, password: 'a long password' }) })", token);

        await page.GotoAsync(new Uri(new Uri(page.Url), "/backups").ToString());

        await Expect(page.GetByRole(AriaRole.Heading, new() { Name = "This page is not for you" })).ToBeVisibleAsync();
        await Expect(page.GetByRole(AriaRole.Heading, new() { Name = "Is my data safe?" })).ToHaveCountAsync(0);
    }

    private async Task CommandAsync(string command)
    {
        var result = await panel.App.ResourceCommands.ExecuteCommandAsync("backup-worker", command, cancellationToken: Cancellation);
        Assert.True(result.Success, result.ErrorMessage);
    }

    /// <summary>Waits until something holds for the slider. The present, its end, moves on by itself.</summary>
    private static async Task IsAsync(ILocator line, string condition) =>
        await line.Page.WaitForFunctionAsync($"line => {condition}", await line.ElementHandleAsync());
}

using Aspire.Hosting;
using Aspire.Hosting.ApplicationModel;

namespace Belfry.Tests.Hosting;

/// <summary>How changes of resources are told.</summary>
public sealed class NotificationTests
{
    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Fact(Timeout = TestApp.Timeout)]
    public async Task Publish_WhileAHandlerHangs_GoesOnAndIsReadAtOnce()
    {
        var (app, notifications, resource) = Describe();
        await using var _ = app;
        using var inHandler = new ManualResetEventSlim();
        using var goOn = new ManualResetEventSlim();
        notifications.Changed += _ =>
        {
            inHandler.Set();
            goOn.Wait(Cancellation);
        };
        var hanging = Task.Run(() => notifications.PublishUpdateAsync(resource, s => s with { State = "one" }), Cancellation);
        inHandler.Wait(Cancellation);

        await notifications.PublishUpdateAsync(resource, s => s with { State = "two" });

        Assert.True(notifications.TryGetCurrentState("worker", out var current));
        Assert.Equal("two", current.Snapshot.State?.Text);
        Assert.Equal("two", (await notifications.WaitForResourceAsync("worker", e => e.Snapshot.State?.Text == "two", Cancellation)).Snapshot.State?.Text);
        goOn.Set();
        await hanging;
    }

    [Fact(Timeout = TestApp.Timeout)]
    public async Task Publish_FromManyThreads_IsToldInTheOrderOfTheChanges()
    {
        const int Threads = 8;
        const int Changes = 500;
        var (app, notifications, resource) = Describe();
        await using var _ = app;
        var told = new List<int?>();
        notifications.Changed += change => told.Add(change.Snapshot.ExitCode);

        await Task.WhenAll(Enumerable.Range(0, Threads).Select(_ => Task.Run(async () =>
        {
            for (var i = 0; i < Changes; i++)
            {
                await notifications.PublishUpdateAsync(resource, s => s with { ExitCode = (s.ExitCode ?? 0) + 1 });
            }
        })));

        Assert.Equal(Enumerable.Range(1, Threads * Changes).Select(n => (int?)n), told);
    }

    [Fact(Timeout = TestApp.Timeout)]
    public async Task Wait_ConditionThrows_FailsTheOneWhoWaitsOnly()
    {
        var (app, notifications, resource) = Describe();
        await using var _ = app;
        var waiting = notifications.WaitForResourceAsync("worker", _ => throw new InvalidOperationException("mine"), Cancellation);

        await notifications.PublishUpdateAsync(resource, s => s with { State = "one" });

        Assert.Equal("mine", (await Assert.ThrowsAsync<InvalidOperationException>(() => waiting)).Message);
    }

    private static (DistributedApplication App, ResourceNotificationService Notifications, IResource Resource) Describe()
    {
        var builder = TestApp.Describe();
        var resource = builder.AddExecutable("worker", "sh", ".").Resource;
        var app = builder.Build();
        return (app, app.ResourceNotifications, resource);
    }
}

using Aspire.Hosting;
using Aspire.Hosting.ApplicationModel;

namespace Belfry.Tests.Hosting;

public sealed class AppearanceTests
{
    [Fact(Timeout = TestApp.Timeout)]
    public async Task WithIconName_IsInTheState()
    {
        var builder = TestApp.Describe();
        builder.AddShell("worker", "true").WithIconName("Box", IconVariant.Regular).WithIconName("Database");
        await using var app = await TestApp.StartAsync(builder);

        var state = await app.StateAsync("worker", KnownResourceStates.Finished);

        Assert.Equal(("Database", IconVariant.Filled), (state.IconName, state.IconVariant));
    }

    [Fact(Timeout = TestApp.Timeout)]
    public async Task WithHiddenOnCompletion_HidesOnlyAfterTheNamedExitCodes()
    {
        var builder = TestApp.Describe();
        builder.AddShell("hidden", "true").WithHidden();
        builder.AddShell("done", "true").WithHiddenOnCompletion();
        builder.AddShell("failed", "exit 1").WithHiddenOnCompletion();
        builder.AddShell("expected", "exit 3").WithHiddenOnCompletion(3);
        builder.AddShell("running", "exec sleep 600").WithHiddenOnCompletion();
        await using var app = await TestApp.StartAsync(builder);

        Assert.True((await app.StateAsync("hidden", KnownResourceStates.Finished)).IsHidden);
        Assert.True((await app.StateAsync("done", KnownResourceStates.Finished)).IsHidden);
        Assert.False((await app.StateAsync("failed", KnownResourceStates.Exited)).IsHidden);
        Assert.True((await app.StateAsync("expected", KnownResourceStates.Exited)).IsHidden);
        Assert.False((await app.StateAsync("running", KnownResourceStates.Running)).IsHidden);
    }
}

using Aspire.Hosting;
using Aspire.Hosting.ApplicationModel;
using Aspire.Hosting.Testing;
using Belfry.Hosting.Sqlite;
using Belfry.Storage;
using Microsoft.Extensions.DependencyInjection;

namespace Belfry.Tests.EndToEnd;

/// <summary>What the dashboard offers for the database, done by the real worker on the application's own data.</summary>
public sealed class DatabaseCommandTests
{
    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Commands_OfTheDatabase_BackUpRestoreAndUndo()
    {
        await using var builder = await DistributedApplicationTestingBuilder.CreateAsync<Projects.AppHost>(Cancellation);
        await using var app = await builder.BuildAsync(Cancellation);
        await app.StartAsync(Cancellation);
        await app.ResourceNotifications.WaitForResourceHealthyAsync("api", Cancellation);
        await app.ResourceNotifications.WaitForResourceHealthyAsync("web", Cancellation);
        await app.ResourceNotifications.WaitForResourceHealthyAsync("backup-worker", Cancellation);
        var database = app.Services.GetRequiredService<DistributedApplicationModel>().Resources.OfType<SqliteDatabaseResource>().Single();
        await using var data = Database.Open(new DatabaseOptions { Path = database.FilePath });
        await data.WriteAsync(session => session.Execute("create table bells (name text)"), cancellation: Cancellation);

        var backedUp = await RunAsync(app, "back-up");
        Assert.True(backedUp.Success, backedUp.ErrorMessage);
        await data.WriteAsync(session => session.Execute("insert into bells values ('cracked')"), cancellation: Cancellation);
        var restored = await RunAsync(app, "restore-moment", new InteractionInput { Name = "moment", InputType = InputType.Text, Value = "in spring" });
        var latest = await RunAsync(app, "restore-latest");
        var bells = await CountAsync(data);
        var undone = await RunAsync(app, "undo");
        var checkpoint = await RunAsync(app, "checkpoint");
        var tooLong = await RunAsync(app, "pause", Minutes("2000"));
        var paused = await RunAsync(app, "pause", Minutes("90"));
        var resumed = await RunAsync(app, "resume");

        Assert.False(restored.Success);
        Assert.Contains("in spring", restored.ErrorMessage);
        Assert.True(latest.Success, latest.ErrorMessage);
        Assert.Equal(0, bells);
        Assert.True(undone.Success, undone.ErrorMessage);
        Assert.Equal(1, await CountAsync(data));
        Assert.True(checkpoint.Success, checkpoint.ErrorMessage);
        Assert.Contains("1 to 1440 minutes", tooLong.ErrorMessage);
        Assert.True(paused.Success, paused.ErrorMessage);
        Assert.Contains("paused until", paused.Message);
        Assert.Equal((true, "Scheduled work goes on."), (resumed.Success, resumed.Message));
    }

    private static InteractionInput Minutes(string value) => new() { Name = "minutes", InputType = InputType.Number, Value = value };

    private static Task<ExecuteCommandResult> RunAsync(DistributedApplication app, string command, params InteractionInput[] answers) =>
        app.ResourceCommands.ExecuteCommandAsync("appdb", command, new InteractionInputCollection(answers), Cancellation);

    private static ValueTask<long> CountAsync(Database data) => data.ReadAsync(session => session.QueryInt64("select count(*) from bells"), cancellation: Cancellation);
}

using Aspire.Hosting;
using Aspire.Hosting.ApplicationModel;
using Aspire.Hosting.Testing;
using Belfry.Hosting.Sqlite;
using Belfry.Tests.Support;

namespace Belfry.Tests.Hosting;

public sealed class SqliteVolumeTests
{
    [Fact(Timeout = TestApp.Timeout)]
    public async Task Start_PathConfigured_MakesAnOwnerOnlyFolderAndTheConnectionString()
    {
        using var folder = new TempFolder();
        var builder = TestApp.Describe($"--Volumes:data:Path={folder.File("data")}");
        builder.AddSqliteVolume("data").AddDatabase("appdb");
        await using var app = await TestApp.StartAsync(builder);

        await app.Notifications.WaitForResourceHealthyAsync("appdb", TestContext.Current.CancellationToken);

        Assert.Equal($"Data Source={folder.File("data/app.db")}", await app.Application.GetConnectionStringAsync("appdb", TestContext.Current.CancellationToken));
        if (!OperatingSystem.IsWindows())
        {
            Assert.Equal(UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute, File.GetUnixFileMode(folder.File("data")));
        }
    }

    [Fact(Timeout = TestApp.Timeout)]
    public async Task Start_NoPathInATest_IsAFreshFolderThatIsDeletedAfterwards()
    {
        var builder = TestApp.Describe();
        var data = builder.AddSqliteVolume("data");
        var app = await TestApp.StartAsync(builder);
        await app.StateAsync("data", KnownResourceStates.Running);
        Assert.True(Directory.Exists(data.Resource.Path));

        await app.DisposeAsync();

        Assert.False(Directory.Exists(Path.GetDirectoryName(data.Resource.Path)));
    }

    [Fact(Timeout = TestApp.Timeout)]
    public async Task Start_PathCannotBeWritten_FailsWithTheSettingToChange()
    {
        var builder = TestApp.Describe("--Volumes:data:Path=/dev/null/data");
        var appdb = builder.AddSqliteVolume("data").AddDatabase("appdb");
        builder.AddShell("api", "true").WaitFor(appdb);
        await using var app = await TestApp.StartAsync(builder);

        await app.StateAsync("data", KnownResourceStates.FailedToStart);

        Assert.Contains("Volumes__data__Path", string.Join('\n', await app.OutputAsync("data")), StringComparison.Ordinal);
        await app.StateAsync("api", KnownResourceStates.FailedToStart);
    }

    [Fact(Timeout = TestApp.Timeout)]
    public async Task FurtherDatabase_IsNamedToTheWorkerWithItsPath()
    {
        var builder = TestApp.Describe();
        var data = builder.AddSqliteVolume("data");
        var notes = data.AddDatabase("notes", "notes.db");
        builder.AddShell("worker", "echo protects $Backup__Databases__notes__Path").WithFurtherDatabase(notes);
        await using var app = await TestApp.StartAsync(builder);

        await app.StateAsync("worker", KnownResourceStates.Finished);

        Assert.Contains($"protects {Path.Combine(data.Resource.Path, "notes.db")}", await app.OutputAsync("worker"));
    }
}

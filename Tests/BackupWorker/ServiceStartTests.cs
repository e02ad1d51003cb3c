using System.Net;
using Belfry.Tests.Support;

namespace Belfry.Tests.BackupWorker;

public sealed class ServiceStartTests
{
    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Start_WithEverythingWrong_ReportsEveryFaultAtOnceWithoutAStackTrace()
    {
        using var folder = new TempFolder();
        var info = BelfryProgram.StartInfo(folder.Path);
        info.Environment["Backup__Schedule"] = "61 * * * *";
        info.Environment["Backup__Keep"] = "0";
        info.Environment["ConnectionStrings__appdb"] = "Host=elsewhere;Password=hunter2";
        info.Environment["Control__Key"] = "short";

        var answer = await BelfryProgram.RunAsync(info);

        Assert.Equal(1, answer.ExitCode);
        Assert.StartsWith("5 settings are missing or wrong.", answer.Errors);
        Assert.All(
            ["ConnectionStrings__appdb", "Backup__Target", "Backup__Schedule", "[Minute]", "*/15 * * * *", "Backup__Keep", "Control__Key", "Next:"],
            expected => Assert.Contains(expected, answer.Errors));
        Assert.DoesNotContain("   at ", answer.Errors + answer.Output);
        Assert.DoesNotContain("short'", answer.Errors);
        Assert.DoesNotContain("hunter2", answer.Errors + answer.Output);
    }

    [Fact]
    public async Task Start_BeforeTheDatabaseExists_WaitsForItAndThenProtectsIt()
    {
        await using var playground = new Playground();
        await using var worker = await WorkerProcess.StartAsync(playground);

        using var waiting = await worker.Http.GetAsync("/health/ready", Cancellation);
        await playground.CreateDatabaseAsync();
        await playground.AppendAsync(1);

        Assert.Equal(HttpStatusCode.ServiceUnavailable, waiting.StatusCode);
        Assert.Contains(playground.DatabasePath, await waiting.Content.ReadAsStringAsync(Cancellation));
        await Eventually.TrueAsync(async () => (await worker.StateAsync()).NewestGood is not null, "the first backup");
        Assert.Equal(HttpStatusCode.OK, (await worker.Http.GetAsync("/health/ready", Cancellation)).StatusCode);
    }

    [Fact]
    public async Task Start_ArchiveCannotBeWritten_LivesOnAndSaysWhy()
    {
        await using var playground = new Playground();
        await playground.CreateDatabaseAsync();
        await File.WriteAllTextAsync(playground.ArchivePath, "a file where the folder should be", Cancellation);
        await using var worker = await WorkerProcess.StartAsync(playground);

        await Eventually.TrueAsync(async () => (await worker.StateAsync()).LastFailure is not null, "the failure to be shown");
        using var health = await worker.Http.GetAsync("/health/ready", Cancellation);
        using var live = await worker.Http.GetAsync("/health/live", Cancellation);

        Assert.Equal(HttpStatusCode.ServiceUnavailable, health.StatusCode);
        Assert.Contains(playground.ArchivePath, await health.Content.ReadAsStringAsync(Cancellation));
        Assert.Equal(HttpStatusCode.OK, live.StatusCode);
        Assert.DoesNotContain("   at ", worker.Log);

        File.Delete(playground.ArchivePath);
        Assert.Equal("verified", (await worker.BackUpAsync()).State);
        Assert.Null((await worker.StateAsync()).LastFailure);
    }

    [Fact]
    public async Task Start_WithBackupsOfAnEarlierRun_KnowsThem()
    {
        await using var playground = new Playground();
        await playground.CreateDatabaseAsync();
        var earlier = await playground.BackUpAsync();
        await playground.CloseDatabaseAsync();
        File.Delete(playground.DatabasePath);

        await using var worker = await WorkerProcess.StartAsync(playground);

        await Eventually.TrueAsync(async () => (await worker.StateAsync()).NewestGood == earlier, "the earlier backup");
        Assert.Equal(HttpStatusCode.OK, (await worker.Http.GetAsync("/health/ready", Cancellation)).StatusCode);
    }
}

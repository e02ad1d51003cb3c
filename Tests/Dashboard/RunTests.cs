using System.Net;
using System.Net.Http.Json;
using System.Text;
using System.Text.Json.Nodes;
using Belfry.Tests.Support;

namespace Belfry.Tests.Dashboard;

public sealed class RunTests
{
    [Fact]
    public async Task Telemetry_AfterTheDashboardWasKilled_IsFoundUnderItsRun()
    {
        using var folder = new TempFolder();
        var setting = ("DASHBOARD__DATA__DIRECTORY", folder.File("telemetry"));
        await using (var first = await DashboardProcess.StartAsync(settings: setting))
        {
            await OtlpTests.SendJsonAsync(first, "/v1/logs", OtlpTests.Logs("""{"timeUnixNano":"1","body":{"stringValue":"of the first run"}}"""));
            await first.WaitForAsync("/api/runs", answer => (long)answer["runs"]![0]!["bytes"]! > 0);
            await Eventually.TrueAsync(() => Task.FromResult(CountRequests(folder) == 1), "the request to be written");
        }

        await using var second = await DashboardProcess.StartAsync(settings: setting);
        Assert.Empty((await second.GetAsync("/api/logs"))["items"]!.AsArray());
        var earlier = (await second.GetAsync("/api/runs"))["runs"]!.AsArray().Single(run => !(bool)run!["current"]!)!;

        var page = await second.GetAsync($"/api/logs?run={earlier["id"]}");

        Assert.Equal("of the first run", (string?)page["items"]![0]!["message"]);
    }

    [Fact]
    public async Task RunFile_OnUnix_IsReadableByItsOwnerOnly()
    {
        if (OperatingSystem.IsWindows())
        {
            Assert.Skip("Unix file modes. To run this test: use Linux or macOS");
            return;
        }

        using var folder = new TempFolder();
        await using var dashboard = await DashboardProcess.StartAsync(settings: ("DASHBOARD__DATA__DIRECTORY", folder.File("telemetry")));
        await OtlpTests.SendJsonAsync(dashboard, "/v1/logs", OtlpTests.Logs("""{"timeUnixNano":"1"}"""));
        await Eventually.TrueAsync(() => Task.FromResult(CountRequests(folder) == 1), "the request to be written");

        foreach (var file in Directory.EnumerateFiles(folder.File("telemetry")))
        {
            Assert.Equal(UnixFileMode.UserRead | UnixFileMode.UserWrite, File.GetUnixFileMode(file));
        }
    }

    [Fact]
    public async Task Export_ImportedIntoAnotherDashboard_IsTheSameTelemetry()
    {
        await using var dashboard = await DashboardProcess.StartAsync();
        await OtlpTests.SendJsonAsync(dashboard, "/v1/logs", OtlpTests.Logs("""
            {"timeUnixNano":"1700000000123456789","severityNumber":13,"body":{"stringValue":"Größe {x}"},
             "attributes":[{"key":"x","value":{"doubleValue":0.5}},{"key":"list","value":{"arrayValue":{"values":[{"intValue":"1"},{"boolValue":true}]}}}],
             "traceId":"0102030405060708090a0b0c0d0e0f10","spanId":"0102030405060708"}
            """));
        var exported = await dashboard.Client.GetStringAsync("/api/runs/current/logs", TestContext.Current.CancellationToken);
        var before = await dashboard.GetAsync("/api/logs/0");

        await using var another = await DashboardProcess.StartAsync();
        using var content = new StringContent(exported, Encoding.UTF8, "application/x-ndjson");
        var answer = await another.Client.PostAsync("/api/runs/current/logs", content, TestContext.Current.CancellationToken);

        Assert.Equal(1, (int)(await answer.Content.ReadFromJsonAsync<JsonNode>(TestContext.Current.CancellationToken))!["accepted"]!);
        Assert.Equal(before.ToJsonString(), (await another.GetAsync("/api/logs/0")).ToJsonString());
    }

    [Fact]
    public async Task Clear_CurrentRun_EmptiesEveryKind()
    {
        await using var dashboard = await DashboardProcess.StartAsync();
        await OtlpTests.SendJsonAsync(dashboard, "/v1/logs", OtlpTests.Logs("""{"timeUnixNano":"1"}"""));

        var answer = await dashboard.Client.DeleteAsync("/api/runs/current", TestContext.Current.CancellationToken);

        Assert.Equal(HttpStatusCode.NoContent, answer.StatusCode);
        Assert.Equal(0, (int)(await dashboard.GetAsync("/api/logs"))["stored"]!);
    }

    [Fact]
    public async Task Get_UnknownRun_Returns404()
    {
        await using var dashboard = await DashboardProcess.StartAsync();

        foreach (var path in new[] { "/api/logs?run=20200101T000000000Z", "/api/traces?run=..", "/api/metrics?run=x", "/api/runs/x/logs" })
        {
            Assert.Equal(HttpStatusCode.NotFound, (await dashboard.Client.GetAsync(path, TestContext.Current.CancellationToken)).StatusCode);
        }
    }

    internal static long CountRequests(TempFolder folder)
    {
        var telemetry = new DirectoryInfo(folder.File("telemetry"));
        if (!telemetry.Exists || telemetry.EnumerateFiles("run-*.db").FirstOrDefault()?.FullName is not { } file)
        {
            return 0;
        }

        using var connection = new Microsoft.Data.Sqlite.SqliteConnection($"Data Source={file};Mode=ReadOnly;Pooling=false");
        connection.Open();
        using var command = connection.CreateCommand();
        command.CommandText = "select count(*) from sqlite_master where name = 'request'";
        if ((long)command.ExecuteScalar()! == 0)
        {
            return 0;
        }

        command.CommandText = "select count(*) from request";
        return (long)command.ExecuteScalar()!;
    }
}

using Belfry.Tests.Support;

namespace Belfry.Tests.Dashboard;

public sealed class StartTests
{
    [Fact]
    public async Task Start_SeveralWrongSettings_NamesThemAllAndEnds()
    {
        using var process = DashboardProcess.Launch([
            ("ASPNETCORE_URLS", "ftp://localhost"),
            ("DASHBOARD__FRONTEND__AUTHMODE", "Open"),
            ("DASHBOARD__OTLP__AUTHMODE", "ApiKey")]);

        var error = await process.StandardError.ReadToEndAsync(TestContext.Current.CancellationToken);
        await process.WaitForExitAsync(TestContext.Current.CancellationToken);

        Assert.Equal(1, process.ExitCode);
        Assert.Contains("ASPNETCORE_URLS", error, StringComparison.Ordinal);
        Assert.Contains("DASHBOARD__FRONTEND__AUTHMODE", error, StringComparison.Ordinal);
        Assert.Contains("DASHBOARD__OTLP__PRIMARYAPIKEY", error, StringComparison.Ordinal);
        Assert.DoesNotContain("   at ", error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Start_PortTaken_SaysSoWithoutAStackTrace()
    {
        await using var dashboard = await DashboardProcess.StartAsync(signIn: false);
        using var second = DashboardProcess.Launch([
            ("ASPNETCORE_URLS", dashboard.Ui.ToString()),
            ("ASPIRE_DASHBOARD_OTLP_HTTP_ENDPOINT_URL", $"http://127.0.0.1:{FreePort.Find()}")]);

        var error = await second.StandardError.ReadToEndAsync(TestContext.Current.CancellationToken);
        await second.WaitForExitAsync(TestContext.Current.CancellationToken);

        Assert.Equal(1, second.ExitCode);
        Assert.Contains(dashboard.Ui.Port.ToString(), error, StringComparison.Ordinal);
        Assert.DoesNotContain("   at ", error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Start_TelemetryOpenToOtherMachinesWithoutKey_IsRefused()
    {
        using var process = DashboardProcess.Launch([("ASPIRE_DASHBOARD_OTLP_HTTP_ENDPOINT_URL", $"http://0.0.0.0:{FreePort.Find()}")]);

        var error = await process.StandardError.ReadToEndAsync(TestContext.Current.CancellationToken);
        await process.WaitForExitAsync(TestContext.Current.CancellationToken);

        Assert.Equal(1, process.ExitCode);
        Assert.Contains("DASHBOARD__OTLP__PRIMARYAPIKEY", error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Start_ShortKeysOpenToOtherMachines_AreRefused()
    {
        using var process = DashboardProcess.Launch([
            ("ASPNETCORE_URLS", $"http://0.0.0.0:{FreePort.Find()}"), ("ASPIRE_DASHBOARD_OTLP_HTTP_ENDPOINT_URL", $"http://0.0.0.0:{FreePort.Find()}"),
            ("DASHBOARD__OTLP__PRIMARYAPIKEY", "a"), ("DASHBOARD__API__PRIMARYAPIKEY", new string('a', 16)), ("DASHBOARD__API__SECONDARYAPIKEY", "a"),
            ("DASHBOARD__RESOURCEFEED__APIKEY", "a")]);

        var error = await process.StandardError.ReadToEndAsync(TestContext.Current.CancellationToken);
        await process.WaitForExitAsync(TestContext.Current.CancellationToken);

        Assert.Equal(1, process.ExitCode);
        Assert.All(
            ["DASHBOARD__OTLP__PRIMARYAPIKEY has", "DASHBOARD__API__SECONDARYAPIKEY has", "DASHBOARD__RESOURCEFEED__APIKEY has"],
            fault => Assert.Contains(fault, error, StringComparison.Ordinal));
        Assert.DoesNotContain("DASHBOARD__API__PRIMARYAPIKEY has", error, StringComparison.Ordinal);
    }
}

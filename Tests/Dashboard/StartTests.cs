using Belfry.Dashboard;
using Belfry.Tests.Support;
using Microsoft.Extensions.Configuration;

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
    public void Read_ShortKeysOpenToOtherMachines_NamesThem()
    {
        var settings = new ConfigurationBuilder().AddInMemoryCollection(new Dictionary<string, string?>
        {
            ["URLS"] = "http://0.0.0.0:18888",
            ["ASPIRE_DASHBOARD_OTLP_ENDPOINT_URL"] = "http://0.0.0.0:18889",
            ["Dashboard:Otlp:PrimaryApiKey"] = "a",
            ["Dashboard:Api:PrimaryApiKey"] = new string('a', 16),
            ["Dashboard:Api:SecondaryApiKey"] = "a",
            ["Dashboard:ResourceFeed:ApiKey"] = "a",
        }).Build();

        var fault = Assert.Throws<InvalidConfigurationException>(() => DashboardOptions.Read(settings));

        Assert.Equal(
            ["DASHBOARD__RESOURCEFEED__APIKEY", "DASHBOARD__API__SECONDARYAPIKEY", "DASHBOARD__OTLP__PRIMARYAPIKEY"],
            fault.Message.Split(Environment.NewLine).Select(line => line.Split(" has fewer than 16 characters")[0]));
        settings["URLS"] = "http://localhost:18888";
        settings["ASPIRE_DASHBOARD_OTLP_ENDPOINT_URL"] = null;
        Assert.True(DashboardOptions.Read(settings).ApiKeys!.Accept("a"));
    }
}

using System.Diagnostics;
using System.Net.Security;
using Belfry.Tests.Support;

namespace Belfry.Tests.Hosting;

/// <summary>A project whose launch profile wants HTTPS, with and without a development certificate, in a home folder of the test.</summary>
public sealed class HttpsTests : IDisposable
{
    private readonly TempFolder _home = new();

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Fact(Timeout = TestHostProcess.Timeout)]
    public async Task Run_CertificateIsTrusted_ServesHttpsWithItAndLeavesNoFile()
    {
        await MakeCertificateAsync(trust: true);
        using var host = TestHostProcess.Start("https", _home.Path);
        await host.LineAsync("Everything is healthy");

        // Without the user's store, which belongs to another home here, the certificate is nobody's: look at it instead of trusting it.
        string? issuedTo = null;
        using var handler = new SocketsHttpHandler { UseProxy = false };
        handler.SslOptions.RemoteCertificateValidationCallback = (_, certificate, _, errors) =>
        {
            issuedTo = certificate!.Subject;
            return (errors & SslPolicyErrors.RemoteCertificateNameMismatch) == 0;
        };
        using var client = new HttpClient(handler);
        var https = new Uri((await host.LineAsync("https://")).Split(' ')[^1]);
        var caller = (await host.LineAsync("  caller ")).Split(' ')[^1];

        Assert.Equal("hello", await client.GetStringAsync(https, Cancellation));
        Assert.Equal("CN=localhost", issuedTo);
        Assert.Equal(https.ToString().TrimEnd('/'), await client.GetStringAsync($"{caller}/variables/services__api__https__0", Cancellation));
        var file = await client.GetStringAsync(new Uri(https, "/variables/Kestrel__Certificates__Default__Path"), Cancellation);
        var password = await client.GetStringAsync(new Uri(https, "/variables/Kestrel__Certificates__Default__Password"), Cancellation);
        Assert.True(File.Exists(file));
        Assert.DoesNotContain(password, host.Output, StringComparison.Ordinal);
        Assert.Equal(0, await host.TerminateAsync());
        Assert.False(File.Exists(file));
    }

    [Fact(Timeout = TestHostProcess.Timeout)]
    public async Task Run_HostIsKilled_LeavesNoCertificateFile()
    {
        await MakeCertificateAsync(trust: true);
        using var host = TestHostProcess.Start("https", _home.Path);
        await host.LineAsync("Everything is healthy");
        using var client = new HttpClient();
        var http = (await host.LineAsync("  caller ")).Split(' ')[^1];
        var run = await client.GetStringAsync($"{http}/variables/APPHOST_RUN_ID", Cancellation);
        var file = Path.Combine(Path.GetTempPath(), $"apphost-{run}.pfx");
        Assert.True(File.Exists(file));

        host.Kill();

        await Eventually.TrueAsync(() => Task.FromResult(!File.Exists(file)), "the certificate file to go");
    }

    [Theory(Timeout = TestHostProcess.Timeout)]
    [InlineData(true, "the development certificate is not trusted")]
    [InlineData(false, "there is no development certificate")]
    public async Task Run_NoTrustedCertificate_ServesHttpAndSaysHowToHaveHttps(bool exists, string why)
    {
        if (exists)
        {
            await MakeCertificateAsync(trust: false);
        }

        using var host = TestHostProcess.Start("https", _home.Path);
        await host.LineAsync("Everything is healthy");

        Assert.Single(host.Output.Split('\n'), line =>
            line == $"HTTPS is off, projects are served over HTTP: {why}. To have it: dotnet dev-certs https --trust.");
        Assert.DoesNotContain("https://", host.Output, StringComparison.Ordinal);
        using var client = new HttpClient();
        Assert.Equal("hello", await client.GetStringAsync((await host.LineAsync("  api ")).Split(' ')[^1], Cancellation));
        var caller = (await host.LineAsync("  caller ")).Split(' ')[^1];
        Assert.Empty(await client.GetStringAsync($"{caller}/variables/services__api__https__0", Cancellation));
        Assert.NotEmpty(await client.GetStringAsync($"{caller}/variables/services__api__http__0", Cancellation));
        Assert.Equal(0, await host.TerminateAsync());
    }

    public void Dispose() => _home.Dispose();

    private async Task MakeCertificateAsync(bool trust)
    {
        Assert.SkipUnless(OperatingSystem.IsLinux(), "Elsewhere the certificate would be this machine's own.");
        var start = new ProcessStartInfo("dotnet", ["dev-certs", "https", .. trust ? ["--trust"] : Array.Empty<string>()])
        {
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        start.Environment["HOME"] = _home.Path;
        start.Environment["DOTNET_CLI_HOME"] = _home.Path;
        start.Environment["DOTNET_NOLOGO"] = "1";
        using var tool = Process.Start(start)!;
        var output = tool.StandardOutput.ReadToEndAsync(Cancellation);
        var errors = tool.StandardError.ReadToEndAsync(Cancellation);
        await tool.WaitForExitAsync(Cancellation);

        // It answers other than 0 where browsers, which this test has none of, could not be told to trust it.
        var store = Path.Combine(_home.Path, ".dotnet", "corefx", "cryptography", "x509stores", "my");
        Assert.True(Directory.Exists(store) && Directory.EnumerateFiles(store, "*.pfx").Any(), $"{await output}{await errors}");
    }
}

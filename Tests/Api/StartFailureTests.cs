using System.Net;
using System.Net.Sockets;
using System.Security.Cryptography;
using Belfry.Storage;
using Belfry.Tests.Support;

namespace Belfry.Tests.Api;

/// <summary>Real processes: what an operator reads when the API cannot start.</summary>
public sealed class StartFailureTests : IDisposable
{
    private readonly TempFolder _volume = new();

    private string DatabasePath => _volume.File("app.db");

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Start_NothingConfiguredInProduction_ListsEverySetting()
    {
        var error = await FailureAsync(new() { ["ConnectionStrings__appdb"] = "", ["Control__Key"] = "" });

        Assert.Contains("ConnectionStrings:appdb (environment variable ConnectionStrings__appdb)", error);
        Assert.Contains("Control:Key (environment variable Control__Key)", error);
    }

    [Fact]
    public async Task Start_SecretFileMissing_NamesTheFileAndTheVariable()
    {
        var environment = ApiProcess.Environment(DatabasePath);
        environment["Control__Key_FILE"] = "/nowhere/control-key";

        var error = await FailureAsync(environment);

        Assert.Contains("/nowhere/control-key", error);
        Assert.Contains("Control__Key_FILE", error);
    }

    [Fact]
    public async Task Start_DatabaseIsNotADatabase_SaysSoAndLeavesItAlone()
    {
        await File.WriteAllBytesAsync(DatabasePath, RandomNumberGenerator.GetBytes(8192), Cancellation);
        var before = await File.ReadAllBytesAsync(DatabasePath, Cancellation);

        var error = await FailureAsync(ApiProcess.Environment(DatabasePath));

        Assert.Contains(DatabasePath, error);
        Assert.Equal(before, await File.ReadAllBytesAsync(DatabasePath, Cancellation));
    }

    [Fact]
    public async Task Start_DatabaseOfANewerVersion_SaysSoAndKeepsItsSchema()
    {
        using (var older = ApiProcess.Start(DatabasePath))
        {
            await older.ReadyAsync();
            Assert.Equal(0, await older.StopAsync());
        }

        await AddMigrationAsync();

        var error = await FailureAsync(ApiProcess.Environment(DatabasePath));

        Assert.Contains("9999-future", error);
        Assert.Contains("newer version", error);
    }

    [Fact]
    public async Task Start_VolumeIsNotAFolder_NamesIt()
    {
        await File.WriteAllTextAsync(_volume.File("volume"), "", Cancellation);

        Assert.Contains(_volume.File("volume"), await FailureAsync(ApiProcess.Environment(_volume.File("volume/app.db"))));
    }

    [Fact]
    public async Task Start_PortIsTaken_NamesTheAddressAndTheSetting()
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        var environment = ApiProcess.Environment(DatabasePath);
        environment["ASPNETCORE_URLS"] = $"http://{listener.LocalEndpoint}";

        var error = await FailureAsync(environment);

        Assert.Contains(listener.LocalEndpoint.ToString()!, error);
        Assert.Contains("ASPNETCORE_URLS", error);
    }

    public void Dispose() => _volume.Dispose();

    private static async Task<string> FailureAsync(Dictionary<string, string> environment)
    {
        using var api = ApiProcess.Start(environment);
        var (code, error) = await api.ExitAsync();
        Assert.Equal(1, code);
        Assert.Contains("Why: ", error);
        Assert.Contains("Next: ", error);
        Assert.DoesNotContain("   at ", error);
        return error;
    }

    private async Task AddMigrationAsync()
    {
        await using var database = Database.Open(new DatabaseOptions { Path = DatabasePath });
        await database.WriteAsync(
            session => session.Execute(
                """
                insert into belfry_migrations
                select max(number) + 1, '9999-future', 'checksum', 'now', 'engine' from belfry_migrations
                """),
            Cancellation);
    }
}

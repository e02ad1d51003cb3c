using Aspire.Hosting;
using Aspire.Hosting.ApplicationModel;

namespace Belfry.Tests.Hosting;

public sealed class EnvironmentTests
{
    [Fact(Timeout = TestApp.Timeout)]
    public async Task Start_ReferencesAndParameters_ReachTheProcess()
    {
        var builder = TestApp.Describe();
        var key = builder.AddParameter("key", "s3cret", secret: true);
        var database = builder.AddConnectionString("appdb", ReferenceExpression.Create($"Data Source=/x/app.db"));
        var server = builder.AddProject("api", "/nowhere/Api.csproj", launchProfileName: null).WithHttpEndpoint().WithExplicitStart();
        builder.AddShell("client", "env").WithReference(server).WithReference(database).WithEnvironment("Control__Key", key)
            .WithEnvironment("MIXED", $"<{key}>").WithHttpEndpoint(env: "PORT");
        await using var app = await TestApp.StartAsync(builder);

        var lines = await app.OutputAsync("client");

        var url = server.GetEndpoint("http").Url;
        Assert.Contains($"services__api__http__0={url}", lines);
        Assert.Contains($"API_HTTP={url}", lines);
        Assert.Contains("ConnectionStrings__appdb=Data Source=/x/app.db", lines);
        Assert.Contains("Control__Key=s3cret", lines);
        Assert.Contains("MIXED=<s3cret>", lines);
        Assert.Contains(lines, l => l.StartsWith("PORT=", StringComparison.Ordinal));
    }

    [Fact(Timeout = TestApp.Timeout)]
    public async Task Start_SecretInAVariable_IsMarkedSecretAndOthersAreNot()
    {
        var builder = TestApp.Describe();
        var key = builder.AddParameter("key", "s3cret", secret: true);
        builder.AddShell("client", "true").WithEnvironment("WITH", $"<{key}>").WithEnvironment("WITHOUT", "open");
        await using var app = await TestApp.StartAsync(builder);

        var variables = (await app.StateAsync("client", KnownResourceStates.Finished)).EnvironmentVariables;

        Assert.True(variables.Single(v => v.Name == "WITH").IsSensitive);
        Assert.False(variables.Single(v => v.Name == "WITHOUT").IsSensitive);
    }

    [Fact(Timeout = TestApp.Timeout)]
    public async Task Start_HostHasSettingsOfItsOwn_KeepsThemFromResources()
    {
        Environment.SetEnvironmentVariable("Parameters__elsewhere", "not for you");
        var builder = TestApp.Describe();
        builder.AddShell("client", "env");
        await using var app = await TestApp.StartAsync(builder);

        Assert.DoesNotContain(await app.OutputAsync("client"), l => l.Contains("not for you", StringComparison.Ordinal));
    }

    [Fact(Timeout = TestApp.Timeout)]
    public async Task Start_RequiredConnectionStringIsMissing_FailsThatResource()
    {
        var builder = TestApp.Describe();
        builder.AddShell("client", "env").WithReference(builder.AddConnectionString("appdb"));
        await using var app = await TestApp.StartAsync(builder);

        await app.StateAsync("client", KnownResourceStates.FailedToStart);

        Assert.Contains(await app.OutputAsync("client"), l => l.Contains("ConnectionStrings:appdb", StringComparison.Ordinal));
    }
}

using Aspire.Hosting;
using Aspire.Hosting.ApplicationModel;
using Aspire.Hosting.Testing;

namespace Belfry.Tests.Hosting;

/// <summary>What references put into the environment of those who refer.</summary>
public sealed class ReferenceTests
{
    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Fact(Timeout = TestApp.Timeout)]
    public async Task WithReference_EndpointsOfOneService_AreNumberedAndNotRepeated()
    {
        var builder = TestApp.Describe();
        var api = builder.AddProject("api", ApiProject).WithHttpEndpoint().WithHttpEndpoint(name: "admin").WithExplicitStart();
        builder.AddShell("client", Print).WithReference(api).WithReference(api.GetEndpoint("http")).WithReference(api, "my_api");
        await using var app = await TestApp.StartAsync(builder);

        var lines = await app.OutputAsync("client");

        Assert.Equal(
            ["API_ADMIN", "API_HTTP", "my_api_ADMIN", "my_api_HTTP", "services__api__admin__0", "services__api__http__0", "services__my_api__admin__0", "services__my_api__http__0"],
            lines.Select(line => line.Split('=')[0]).Order(StringComparer.Ordinal));
    }

    [Theory(Timeout = TestApp.Timeout)]
    [InlineData(ReferenceEnvironmentInjectionFlags.ServiceDiscovery, "services__api__http__0")]
    [InlineData(ReferenceEnvironmentInjectionFlags.Endpoints, "API_HTTP")]
    [InlineData(ReferenceEnvironmentInjectionFlags.ConnectionString, "ConnectionStrings__db")]
    [InlineData(ReferenceEnvironmentInjectionFlags.ConnectionProperties, "DB_HOST")]
    [InlineData(ReferenceEnvironmentInjectionFlags.None)]
    public async Task WithReferenceEnvironment_OneKind_SetsOnlyThat(ReferenceEnvironmentInjectionFlags kind, params string[] expected)
    {
        var builder = TestApp.Describe();
        var api = builder.AddProject("api", ApiProject).WithHttpEndpoint().WithExplicitStart();
        var db = builder.AddConnectionString("db", ReferenceExpression.Create($"Host=x")).WithConnectionProperty("Host", "x");
        builder.AddShell("client", Print).WithReferenceEnvironment(kind).WithReference(api).WithReference(db);
        await using var app = await TestApp.StartAsync(builder);

        Assert.Equal(expected, (await app.OutputAsync("client")).Select(line => line.Split('=')[0]));
    }

    [Fact(Timeout = TestApp.Timeout)]
    public async Task WithConnectionStringRedirection_GivesTheOthersString()
    {
        var builder = TestApp.Describe();
        var real = builder.AddConnectionString("real", ReferenceExpression.Create($"Host=real"));
        var db = builder.AddConnectionString("db", ReferenceExpression.Create($"Host=dev")).WithConnectionStringRedirection(real.Resource);
        builder.AddShell("client", Print).WithReference(db);
        await using var app = await TestApp.StartAsync(builder);

        Assert.Equal(["ConnectionStrings__db=Host=real"], await app.OutputAsync("client"));
        Assert.Equal("Host=real", await app.Application.GetConnectionStringAsync("db", Cancellation));
    }

    [Fact(Timeout = TestApp.Timeout)]
    public async Task AddConnectionString_FromConfigurationWithItsOwnVariable_SetsThat()
    {
        var builder = TestApp.Describe("--ConnectionStrings:db=Host=y");
        builder.AddShell("client", "echo $DATABASE_URL").WithReference(builder.AddConnectionString("db", "DATABASE_URL"));
        await using var app = await TestApp.StartAsync(builder);

        Assert.Equal(["Host=y"], await app.OutputAsync("client"));
        var shown = await app.StateAsync("db", KnownResourceStates.Running);
        Assert.True(shown.Properties.Single(p => p.Name == "Value").IsSensitive);
    }

    [Fact]
    public async Task GetConnectionProperty_ByName_IgnoresCase()
    {
        var resource = new Database("db");

        Assert.Equal("there", await resource.GetConnectionProperty("HOST").GetValueAsync(Cancellation));
        Assert.Same(ReferenceExpression.Empty, resource.GetConnectionProperty("Port"));
    }

    [Fact]
    public void WithEnvironment_Expression_DrawsALineToWhatItIsMadeOf()
    {
        var builder = TestApp.Describe("--Parameters:size=7");
        var size = builder.AddParameter("size");
        var api = builder.AddExecutable("api", "run", "/").WithHttpEndpoint();
        var client = builder.AddExecutable("client", "run", "/").WithEnvironment("TEXT", $"{api.GetEndpoint("http")} {size}");

        Assert.Equal(
            [("api", "Reference"), ("size", "Reference")],
            client.Resource.Annotations.OfType<ResourceRelationshipAnnotation>().Select(r => (r.Resource.Name, r.Type)));
    }

    [Fact(Timeout = TestApp.Timeout)]
    public async Task WithEndpointsInEnvironment_Filter_LeavesAnAddressOut()
    {
        var builder = TestApp.Describe();
        var api = builder.AddProject("api", ApiProject).WithHttpEndpoint().WithHttpEndpoint(name: "metrics").WithExplicitStart()
            .WithEndpointsInEnvironment(e => e.Name != "metrics");
        await using var app = await TestApp.StartAsync(builder);

        var context = new EnvironmentCallbackContext(builder.ExecutionContext, api.Resource);
        foreach (var step in api.Resource.Annotations.OfType<EnvironmentCallbackAnnotation>())
        {
            await step.Callback(context);
        }

        Assert.Equal($"http://localhost:{api.GetEndpoint("http").Port}", context.EnvironmentVariables["ASPNETCORE_URLS"]);
    }

    private const string Print = "env | grep -E '^(API|my_api|DB|services__|ConnectionStrings__)' || true";

    private static string ApiProject => Path.Combine(Support.RepositoryRoot.Path, "Api", "Api.csproj");

    private sealed class Database(string name) : Resource(name), IResourceWithConnectionString
    {
        public ReferenceExpression ConnectionStringExpression => ReferenceExpression.Create($"Host=there");

        public IEnumerable<KeyValuePair<string, ReferenceExpression>> GetConnectionProperties() => [new("Host", ReferenceExpression.Create($"there"))];
    }
}

using Aspire.Hosting;
using Aspire.Hosting.ApplicationModel;

namespace Belfry.Tests.Hosting;

public sealed class EndpointTests
{
    [Fact]
    public void WithHttpEndpoint_Twice_NamesTheResourceAndTheWayOut()
    {
        var web = TestApp.Describe().AddExecutable("web", "sh", ".").WithHttpEndpoint();

        var fault = Assert.Throws<DistributedApplicationException>(() => web.WithHttpEndpoint());

        Assert.StartsWith("The resource 'web' has two endpoints named 'http'.", fault.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void EndpointAnnotation_UnknownName_ListsTheKnownOnes()
    {
        var web = TestApp.Describe().AddExecutable("web", "sh", ".").WithHttpEndpoint().WithHttpEndpoint(name: "admin");

        var fault = Assert.Throws<DistributedApplicationException>(() => web.GetEndpoint("grpc").EndpointAnnotation);

        Assert.Contains("It has: http, admin.", fault.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void WithExternalHttpEndpoints_TcpEndpointBeside_LeavesItInternal()
    {
        var web = TestApp.Describe().AddExecutable("web", "sh", ".").WithHttpEndpoint().WithEndpoint(name: "raw").WithExternalHttpEndpoints();

        Assert.True(web.GetEndpoint("http").EndpointAnnotation.IsExternal);
        Assert.False(web.GetEndpoint("raw").EndpointAnnotation.IsExternal);
    }

    [Fact]
    public void AddProject_LaunchProfileWithAddresses_MakesEndpoints()
    {
        using var folder = new Support.TempFolder();
        Directory.CreateDirectory(folder.File("Properties"));
        File.WriteAllText(folder.File("Properties/launchSettings.json"), """
            { "profiles": { "iis": { "commandName": "IISExpress" },
              "http": { "commandName": "Project", "applicationUrl": "http://localhost:5080;http://localhost:5081" } } }
            """);

        var api = TestApp.Describe().AddProject("api", folder.File("Api.csproj"));

        Assert.Equal([("http", 5080), ("http2", 5081)], api.Resource.GetEndpoints().Select(e => (e.EndpointName, e.EndpointAnnotation.Port!.Value)));
    }
}

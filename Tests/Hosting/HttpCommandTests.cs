using Aspire.Hosting;
using Aspire.Hosting.ApplicationModel;

namespace Belfry.Tests.Hosting;

public sealed class HttpCommandTests
{
    private const string Server = """
        require('http').createServer((q, r) => {
          r.statusCode = q.url === '/' ? 200 : q.method === 'POST' && q.headers.key === 'right' ? 204 : 401; r.end();
        }).listen(process.env.PORT)
        """;

    [Theory(Timeout = TestApp.Timeout)]
    [InlineData("right", true)]
    [InlineData("wrong", false)]
    public async Task Execute_ServerAnswers_TellsWhetherItWorked(string key, bool works)
    {
        var builder = TestApp.Describe();
        builder.AddNodeServer("server", Server).WithHttpEndpoint(env: "PORT").WithHttpHealthCheck()
            .WithHttpCommand("/backups", "Back up", commandName: "backup", commandOptions: new()
            {
                PrepareRequest = context =>
                {
                    context.Request.Headers.Add("key", key);
                    return Task.CompletedTask;
                },
            });
        await using var app = await TestApp.StartAsync(builder);
        await app.Notifications.WaitForResourceHealthyAsync("server", TestContext.Current.CancellationToken);

        var result = await app.Application.ResourceCommands.ExecuteCommandAsync("server", "backup", TestContext.Current.CancellationToken);

        Assert.Equal(works, result.Success);
        Assert.Equal(works, result.ErrorMessage is null);
        Assert.True(works || result.ErrorMessage!.EndsWith("/backups answers 401.", StringComparison.Ordinal));
    }

    [Fact]
    public void WithHttpCommand_NoName_MakesOneOfEndpointMethodAndPath()
    {
        var server = TestApp.Describe().AddExecutable("server", "sh", "/").WithHttpEndpoint()
            .WithHttpCommand("/cache", "Empty the cache", commandOptions: new() { Method = HttpMethod.Delete });

        Assert.Equal("server-http-http-delete-/cache", server.Resource.Annotations.OfType<ResourceCommandAnnotation>().Single().Name);
    }
}

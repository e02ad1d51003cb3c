using Aspire.Hosting;
using Aspire.Hosting.ApplicationModel;
using Microsoft.Extensions.DependencyInjection;

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

    [Theory(Timeout = TestApp.Timeout)]
    [InlineData(HttpCommandResultMode.None, null, CommandResultFormat.Text)]
    [InlineData(HttpCommandResultMode.Auto, """{"a":1}""", CommandResultFormat.Json)]
    [InlineData(HttpCommandResultMode.Text, """{"a":1}""", CommandResultFormat.Text)]
    public async Task Execute_ResultMode_GivesTheBodyBack(HttpCommandResultMode mode, string? body, CommandResultFormat format)
    {
        var builder = TestApp.Describe();
        builder.Services.AddHttpClient("named", client => client.DefaultRequestHeaders.Add("who", "me"));
        builder.AddNodeServer("server", """
            require('http').createServer((q, r) => {
              r.statusCode = q.url === '/' || q.headers.who === 'me' ? 200 : 400; r.setHeader('content-type', 'application/json'); r.end('{"a":1}');
            }).listen(process.env.PORT)
            """)
            .WithHttpEndpoint(env: "PORT").WithHttpHealthCheck()
            .WithHttpCommand("/state", "State", commandName: "state", commandOptions: new() { ResultMode = mode, HttpClientName = "named" });
        await using var app = await TestApp.StartAsync(builder);
        await app.Notifications.WaitForResourceHealthyAsync("server", TestContext.Current.CancellationToken);

        var result = await app.Application.ResourceCommands.ExecuteCommandAsync("server", "state", TestContext.Current.CancellationToken);

        Assert.True(result.Success, result.ErrorMessage);
        Assert.Equal(body, result.Data?.Value);
        Assert.Equal(format, result.Data?.Format ?? CommandResultFormat.Text);
    }

    [Fact]
    public void WithHttpCommand_NoName_MakesOneOfEndpointMethodAndPath()
    {
        var server = TestApp.Describe().AddExecutable("server", "sh", "/").WithHttpEndpoint()
            .WithHttpCommand("/cache", "Empty the cache", commandOptions: new() { Method = HttpMethod.Delete });

        Assert.Equal("server-http-http-delete-/cache", server.Resource.Annotations.OfType<ResourceCommandAnnotation>().Single().Name);
    }
}

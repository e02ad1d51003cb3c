using System.Net.WebSockets;
using System.Text.Json;
using System.Threading.Channels;
using Aspire.Hosting;
using Aspire.Hosting.ApplicationModel;
using Aspire.Hosting.Execution;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;

namespace Belfry.Tests.Hosting;

/// <summary>The resource feed against a real WebSocket server that stands in for the dashboard.</summary>
public sealed class ResourceFeedTests : IAsyncLifetime
{
    private readonly Channel<JsonElement> _messages = Channel.CreateUnbounded<JsonElement>();
    private readonly List<JsonElement> _seen = [];
    private readonly TaskCompletionSource<WebSocket> _connected = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private WebApplication _server = null!;
    private string? _key;

    public async ValueTask InitializeAsync()
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.WebHost.UseUrls("http://127.0.0.1:0");
        builder.Logging.ClearProviders();
        _server = builder.Build();
        _server.UseWebSockets();
        _server.Map("/feed", ReceiveAsync);
        await _server.StartAsync();
    }

    public ValueTask DisposeAsync() => _server.DisposeAsync();

    [Fact(Timeout = TestApp.Timeout)]
    public async Task Start_ResourceWithSecret_SendsSnapshotsAndLogsWithoutIt()
    {
        var builder = TestApp.Describe();
        var key = builder.AddParameter("key", "s3cret", secret: true);
        builder.AddShell("api", "echo hello; exec sleep 600").WithEnvironment("Control__Key", key);
        await using var app = await StartAsync(builder);

        var hello = await FirstAsync(m => Type(m) == "hello");
        var running = await FirstAsync(m => IsResource(m, "api", "Running"));
        var log = await FirstAsync(m => Type(m) == "log" && m.GetProperty("resource").GetString() == "api");

        Assert.Equal(app.Application.Services.GetRequiredService<DashboardSettings>().FeedKey, _key);
        Assert.NotEmpty(hello.GetProperty("runId").GetString()!);
        var secret = running.GetProperty("resource").GetProperty("environment").EnumerateArray().Single(v => v.GetProperty("name").GetString() == "Control__Key");
        Assert.True(secret.GetProperty("secret").GetBoolean());
        Assert.Equal(JsonValueKind.Null, secret.GetProperty("value").ValueKind);
        Assert.Equal("hello", log.GetProperty("lines")[0].GetProperty("text").GetString());
        Assert.Equal("out", log.GetProperty("lines")[0].GetProperty("stream").GetString());
    }

    [Fact(Timeout = TestApp.Timeout)]
    public async Task Start_SecretAmongTheArguments_IsNotSent()
    {
        var builder = TestApp.Describe();
        var password = builder.AddParameter("password", "s3cret", secret: true);
        builder.AddShell("api", "exec sleep 600").WithArgs("--password", password);
        builder.AddShell("open", "exec sleep 600").WithArgs("--colour", "red");
        await using var app = await StartAsync(builder);

        var secret = Arguments(await FirstAsync(m => IsResource(m, "api", "Running")));
        var open = Arguments(await FirstAsync(m => IsResource(m, "open", "Running")));

        Assert.DoesNotContain(_seen, m => m.GetRawText().Contains("s3cret", StringComparison.Ordinal));
        Assert.Equal((true, JsonValueKind.Null), (secret.GetProperty("secret").GetBoolean(), secret.GetProperty("value").ValueKind));
        Assert.EndsWith("--colour red", open.GetProperty("value").GetString(), StringComparison.Ordinal);

        static JsonElement Arguments(JsonElement message) => message.GetProperty("resource").GetProperty("properties").EnumerateArray()
            .Single(p => p.GetProperty("name").GetString() == "executable.args");
    }

    [Fact(Timeout = TestApp.Timeout)]
    public async Task Command_StopFromTheDashboard_StopsAndAnswers()
    {
        var builder = TestApp.Describe();
        builder.AddShell("api", "exec sleep 600");
        await using var app = await StartAsync(builder);
        await FirstAsync(m => IsResource(m, "api", "Running"));

        await SendAsync("""{"type":"command","id":"7","resource":"api","command":"stop","arguments":{}}""");

        var answer = await FirstAsync(m => Type(m) == "commandResult");
        Assert.Equal(("7", true), (answer.GetProperty("id").GetString(), answer.GetProperty("success").GetBoolean()));
        await app.StateAsync("api", KnownResourceStates.Finished);
    }

    [Fact(Timeout = TestApp.Timeout)]
    public async Task Start_CommandWithInputs_ListsWhatIsAsked()
    {
        var builder = TestApp.Describe();
        builder.AddShell("api", "exec sleep 600").WithCommand("drain", "Drain", _ => Task.FromResult(CommandResults.Success()), new CommandOptions
        {
            Arguments =
            [
                new() { Name = "level", InputType = InputType.Choice, Value = "info", Options = [new("info", "Information")], AllowCustomChoice = true },
                new() { Name = "key", Label = "Key", InputType = InputType.SecretText, Value = "s3cret", Required = true, MaxLength = 9 },
            ],
        });
        await using var app = await StartAsync(builder);

        var commands = (await FirstAsync(m => IsResource(m, "api", "Running"))).GetProperty("resource").GetProperty("commands");

        var inputs = commands.EnumerateArray().Single(c => c.GetProperty("name").GetString() == "drain").GetProperty("inputs");
        Assert.Equal(
            """
            [{"name":"level","label":null,"description":null,"kind":"choice","required":false,"placeholder":null,"value":"info","options":[{"value":"info","label":"Information"}],"allowOther":true,"disabled":false,"maxLength":null},
            {"name":"key","label":"Key","description":null,"kind":"secret","required":true,"placeholder":null,"value":null,"options":null,"allowOther":false,"disabled":false,"maxLength":9}]
            """.ReplaceLineEndings(""),
            inputs.GetRawText());
    }

    [Fact(Timeout = TestApp.Timeout)]
    public async Task Start_SnapshotCannotBeWritten_TheFeedGoesOn()
    {
        var builder = TestApp.Describe();
        var api = builder.AddShell("api", "exec sleep 600").Resource;
        await using var app = await StartAsync(builder);
        await FirstAsync(m => IsResource(m, "api", "Running"));

        await app.Notifications.PublishUpdateAsync(api, s => s with { Properties = [new("bad", new Unprintable())] });
        await Support.Eventually.TrueAsync(() => Task.FromResult(app.AllLinesOf("dashboard").Any()), "the fault to be told");
        await app.Notifications.PublishUpdateAsync(api, s => s with { Properties = [], State = "Mended" });

        await FirstAsync(m => IsResource(m, "api", "Mended"));
        Assert.Contains(app.AllLinesOf("dashboard"), line => line == "The resource feed broke off: cannot be written");
    }

    [Theory(Timeout = TestApp.Timeout)]
    [InlineData("""{"type":"command","id":"7","resource":"nobody","command":"stop"}""", "There is no resource named 'nobody'.")]
    [InlineData("""{"type":"command","id":"7","resource":"api","command":"fly"}""", "The resource 'api' has no command 'fly'.")]
    public async Task Command_ThatDoesNotExist_IsAnsweredWithTheReason(string command, string reason)
    {
        var builder = TestApp.Describe();
        builder.AddShell("api", "exec sleep 600");
        await using var app = await StartAsync(builder);

        await SendAsync("this is not JSON");
        await SendAsync(command);

        var answer = await FirstAsync(m => Type(m) == "commandResult");
        Assert.False(answer.GetProperty("success").GetBoolean());
        Assert.Equal(reason, answer.GetProperty("message").GetString());
    }

    private sealed class Unprintable
    {
        public override string ToString() => throw new NotSupportedException("cannot be written");
    }

    private static string? Type(JsonElement message) => message.GetProperty("type").GetString();

    private static bool IsResource(JsonElement message, string name, string state) => Type(message) == "resource" &&
        message.GetProperty("resource").GetProperty("name").GetString() == name &&
        message.GetProperty("resource").GetProperty("state").GetString() == state;

    private async Task<TestApp> StartAsync(Aspire.Hosting.Testing.IDistributedApplicationTestingBuilder builder)
    {
        var app = await TestApp.StartAsync(builder);
        var port = new Uri(_server.Services.GetRequiredService<IServer>().Features.Get<IServerAddressesFeature>()!.Addresses.Single()).Port;
        app.Application.Services.GetRequiredService<ResourceFeedClient>().Start(
            new Uri($"ws://127.0.0.1:{port}/feed"),
            app.Application.Services.GetRequiredService<Microsoft.Extensions.Hosting.IHostApplicationLifetime>().ApplicationStopping);
        return app;
    }

    /// <summary>The first message of a kind, whether it came before others that were asked for or not.</summary>
    private async Task<JsonElement> FirstAsync(Func<JsonElement, bool> wanted)
    {
        while (!_seen.Any(wanted))
        {
            _seen.Add(await _messages.Reader.ReadAsync(TestContext.Current.CancellationToken));
        }

        return _seen.First(wanted);
    }

    private async Task SendAsync(string text) => await (await _connected.Task.WaitAsync(TestContext.Current.CancellationToken))
        .SendAsync(System.Text.Encoding.UTF8.GetBytes(text), WebSocketMessageType.Text, true, TestContext.Current.CancellationToken);

    private async Task ReceiveAsync(HttpContext context)
    {
        _key = context.Request.Headers["x-api-key"];
        using var socket = await context.WebSockets.AcceptWebSocketAsync();
        _connected.TrySetResult(socket);
        using var message = new MemoryStream();
        var buffer = new byte[64 * 1024];
        try
        {
            while (await socket.ReceiveAsync(buffer, context.RequestAborted) is { MessageType: WebSocketMessageType.Text } part)
            {
                message.Write(buffer, 0, part.Count);
                if (part.EndOfMessage)
                {
                    _messages.Writer.TryWrite(JsonDocument.Parse(message.ToArray()).RootElement);
                    message.SetLength(0);
                }
            }
        }
        catch (Exception gone) when (gone is WebSocketException or OperationCanceledException)
        {
            // The host under test has stopped.
        }
    }
}

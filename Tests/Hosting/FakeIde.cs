using System.Collections.Concurrent;
using System.Diagnostics;
using System.Net;
using System.Net.WebSockets;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using System.Text.Json;
using System.Text.Json.Nodes;
using Belfry.Tests.Support;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;

namespace Belfry.Tests.Hosting;

/// <summary>
/// An IDE as docs/specs/IDE-execution.md of microsoft/aspire describes it, which really starts what it is asked to start: the built
/// program of the project. As some IDEs do, it tells of a new process before it answers the request that made it.
/// </summary>
internal sealed class FakeIde : IAsyncDisposable
{
    public const string Token = "a-token-nobody-guesses";

    private readonly ConcurrentDictionary<string, Process> _processes = new();
    private readonly SemaphoreSlim _sending = new(1);
    private readonly WebApplication _server;
    private readonly X509Certificate2? _certificate;
    private TaskCompletionSource<WebSocket> _line = NewLine();
    private int _sessions;

    private FakeIde(WebApplication server, X509Certificate2? certificate)
    {
        _server = server;
        _certificate = certificate;
    }

    public List<string> Protocols { get; } = ["2024-03-03", "2024-04-23", "2025-10-01"];

    /// <summary>Answers requests for a session with this error.</summary>
    public string? Refusal { get; set; }

    /// <summary>Method, path and query of every request.</summary>
    public ConcurrentQueue<string> Requests { get; } = new();

    /// <summary>The body of every request for a session.</summary>
    public ConcurrentQueue<JsonNode> Bodies { get; } = new();

    /// <summary>Never answers the host's wish to listen.</summary>
    public bool IsSilent { get; set; }

    public string? InstanceId { get; private set; }

    /// <summary>Settings that lead a host here, as command line arguments.</summary>
    public string[] Settings =>
    [
        $"--DEBUG_SESSION_PORT=localhost:{Port}",
        $"--DEBUG_SESSION_TOKEN={Token}",
        .. _certificate is null ? Array.Empty<string>() : [$"--DEBUG_SESSION_SERVER_CERTIFICATE={Convert.ToBase64String(_certificate.RawData)}"],
    ];

    private int Port => new Uri(_server.Services.GetRequiredService<IServer>().Features.Get<IServerAddressesFeature>()!.Addresses.First()).Port;

    public static async Task<FakeIde> StartAsync(bool tls = false)
    {
        var certificate = tls ? NewCertificate() : null;
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.UseKestrelHttpsConfiguration();
        builder.WebHost.ConfigureKestrel(options => options.Listen(IPAddress.Loopback, 0, listen =>
        {
            if (certificate is not null)
            {
                listen.UseHttps(certificate);
            }
        }));
        var ide = new FakeIde(builder.Build(), certificate);
        ide._server.UseWebSockets();
        ide._server.Run(ide.AnswerAsync);
        await ide._server.StartAsync();
        return ide;
    }

    /// <summary>A certificate for localhost that nobody else signed.</summary>
    public static X509Certificate2 NewCertificate()
    {
        using var key = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        var request = new CertificateRequest("CN=an IDE", key, HashAlgorithmName.SHA256);
        var names = new SubjectAlternativeNameBuilder();
        names.AddDnsName("localhost");
        request.CertificateExtensions.Add(names.Build());
        using var certificate = request.CreateSelfSigned(DateTimeOffset.UtcNow.AddDays(-1), DateTimeOffset.UtcNow.AddDays(1));
        return X509CertificateLoader.LoadPkcs12(certificate.Export(X509ContentType.Pkcs12), null);
    }

    /// <summary>Tells the host something; <c>session_id</c> of the first session is 1.</summary>
    public async Task TellAsync(object notification)
    {
        await _sending.WaitAsync();
        try
        {
            // The host can ask for a session before this side has seen that the connection stands.
            if (await _line.Task is { State: WebSocketState.Open } line)
            {
                await line.SendAsync(JsonSerializer.SerializeToUtf8Bytes(notification), WebSocketMessageType.Text, true, CancellationToken.None);
            }
        }
        finally
        {
            _sending.Release();
        }
    }

    /// <summary>The IDE crashes: its connection breaks without a word.</summary>
    public async Task BreakLineAsync() => (await Interlocked.Exchange(ref _line, NewLine()).Task).Abort();

    public async ValueTask DisposeAsync()
    {
        foreach (var process in _processes.Values)
        {
            process.Kill(entireProcessTree: true);
        }

        if (!_line.TrySetCanceled())
        {
            (await _line.Task).Abort();
        }

        await _server.DisposeAsync();
        _certificate?.Dispose();
    }

    private async Task AnswerAsync(HttpContext context)
    {
        var request = context.Request;
        Requests.Enqueue($"{request.Method} {request.Path}{request.QueryString}");
        InstanceId = request.Headers["Microsoft-Developer-DCP-Instance-ID"];
        if (request.Headers.Authorization != $"Bearer {Token}")
        {
            context.Response.StatusCode = 401;
            return;
        }

        var answering = (request.Method, request.Path.Value) switch
        {
            ("GET", "/info") => context.Response.WriteAsJsonAsync(new { protocols_supported = Protocols, supported_launch_configurations = new[] { "project" } }),
            ("GET", "/run_session/notify") => HoldLineAsync(context),
            ("PUT", "/run_session") => RunAsync(context),
            ("DELETE", var path) => EndAsync(context, path!.Split('/')[^1]),
            _ => Task.FromResult(context.Response.StatusCode = 404),
        };
        await answering;
    }

    private async Task HoldLineAsync(HttpContext context)
    {
        if (IsSilent)
        {
            await Task.Delay(Timeout.Infinite, context.RequestAborted).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
            return;
        }

        using var line = await context.WebSockets.AcceptWebSocketAsync();
        _line.TrySetResult(line);
        try
        {
            await line.ReceiveAsync(new byte[1024], context.RequestAborted);
        }
        catch (Exception gone) when (gone is WebSocketException or OperationCanceledException)
        {
            // The host or the test has ended it.
        }
    }

    private async Task RunAsync(HttpContext context)
    {
        var body = (await JsonSerializer.DeserializeAsync<JsonNode>(context.Request.Body))!;
        Bodies.Enqueue(body);
        if (Refusal is not null)
        {
            context.Response.StatusCode = 500;
            await context.Response.WriteAsJsonAsync(new { error = new { code = "ProjectNotFound", message = Refusal } });
            return;
        }

        var id = $"{Interlocked.Increment(ref _sessions)}";
        var process = _processes[id] = Start(body);
        await TellAsync(new { notification_type = "processRestarted", session_id = id, pid = process.Id });
        _ = Task.WhenAll(PumpAsync(id, process.StandardOutput, false), PumpAsync(id, process.StandardError, true)).ContinueWith(
            async _ =>
            {
                await process.WaitForExitAsync();
                await TellAsync(new { notification_type = "sessionTerminated", session_id = id, exit_code = (uint)process.ExitCode });
            },
            TaskScheduler.Default);
        context.Response.StatusCode = 201;
        context.Response.Headers.Location = $"{context.Request.Scheme}://localhost:{Port}/run_session/{id}";
    }

    private static TaskCompletionSource<WebSocket> NewLine() => new(TaskCreationOptions.RunContinuationsAsynchronously);

    private static Process Start(JsonNode body)
    {
        var project = Path.GetFileNameWithoutExtension((string)body["launch_configurations"]![0]!["project_path"]!);
        var start = BuiltProgram.StartInfo(project, $"{project}.dll", body["args"]?.AsArray().Select(a => (string)a!) ?? []);
        foreach (var variable in body["env"]!.AsArray())
        {
            start.Environment[(string)variable!["name"]!] = (string?)variable["value"];
        }

        start.RedirectStandardOutput = start.RedirectStandardError = true;
        return Process.Start(start)!;
    }

    private async Task PumpAsync(string session, StreamReader output, bool isError)
    {
        while (await output.ReadLineAsync() is { } line)
        {
            await TellAsync(new { notification_type = "serviceLogs", session_id = session, is_std_err = isError, log_message = line + "\r\n" });
        }
    }

    private Task EndAsync(HttpContext context, string session)
    {
        if (!_processes.TryRemove(session, out var process))
        {
            context.Response.StatusCode = 204;
            return Task.CompletedTask;
        }

        process.Kill(entireProcessTree: true);
        return Task.CompletedTask;
    }
}

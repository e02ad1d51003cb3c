using System.Net;
using System.Net.Http.Headers;
using System.Net.Http.Json;
using System.Net.Security;
using System.Net.WebSockets;
using System.Security.Cryptography.X509Certificates;
using System.Text.Json;

namespace Aspire.Hosting.Execution;

/// <summary>
/// Lets the IDE run projects: asks what it can do, listens to what it tells, and creates and deletes run sessions. It dials with the first
/// project and again after a loss. All faults are three-line messages; the token is in none of them.
/// </summary>
internal sealed class IdeClient(IdeSettings settings) : IAsyncDisposable
{
    // Newest first. With 2025-10-01 the IDE may send messages, from 2024-04-23 on it answers pings.
    private static readonly string[] Protocols = ["2025-10-01", "2024-04-23", "2024-03-03"];
    private const string InstanceHeader = "Microsoft-Developer-DCP-Instance-ID";
    private static readonly TimeSpan PingInterval = TimeSpan.FromSeconds(5);
    private static readonly TimeSpan PongTimeout = TimeSpan.FromSeconds(30);

    private readonly SemaphoreSlim _dialling = new(1);
    private HttpClient? _http;
    private IdeLine? _line;
    private string _protocol = Protocols[^1];

    public bool RunsProjects => settings.RunsProjects;

    /// <summary>Has the IDE run a project.</summary>
    /// <exception cref="DistributedApplicationException">It cannot be reached or refuses.</exception>
    public async Task<ChildProcess> StartAsync(IdeLaunch launch, ConsoleLog log, CancellationToken cancellationToken)
    {
        var line = await DialAsync(cancellationToken).ConfigureAwait(false);
        var request = new IdeRunRequest(
            [new("project", launch.ProjectPath, settings.Mode, launch.LaunchProfile, launch.LaunchProfile is null ? true : null)],
            [.. launch.Environment.Select(v => new IdeVariable(v.Key, v.Value))],
            launch.Args);
        using var content = JsonContent.Create(request, IdeJson.Default.IdeRunRequest);
        using var answer = await SendAsync(HttpMethod.Put, $"/run_session?api-version={_protocol}", content, cancellationToken).ConfigureAwait(false);
        if (!answer.IsSuccessStatusCode)
        {
            throw DistributedApplicationException.Of(
                $"The IDE does not run {Path.GetFileName(launch.ProjectPath)}.",
                await ReasonAsync(answer, cancellationToken).ConfigureAwait(false),
                "Look at the IDE's own messages, or start the AppHost without debugging.");
        }

        var id = answer.Headers.Location?.OriginalString.TrimEnd('/').Split('/')[^1].Split('?')[0] ?? throw DistributedApplicationException.Of(
            $"The IDE does not say which session it made for {Path.GetFileName(launch.ProjectPath)}.",
            "Its answer has no Location header.",
            "Update the IDE, or start the AppHost without debugging.");
        return line.Add(new IdeSession(id, log, DeleteAsync), id);
    }

    public async ValueTask DisposeAsync()
    {
        if (_line is not null)
        {
            await _line.DisposeAsync().ConfigureAwait(false);
        }

        _http?.Dispose();
        _dialling.Dispose();
    }

    private async Task DeleteAsync(string id)
    {
        using var answer = await SendAsync(HttpMethod.Delete, $"/run_session/{id}?api-version={_protocol}", null, CancellationToken.None).ConfigureAwait(false);
        if (answer.StatusCode == HttpStatusCode.NoContent)
        {
            // It knows no such session, so nothing will be told of it.
            _line?.Find(id)?.End();
        }
        else if (!answer.IsSuccessStatusCode)
        {
            throw new HttpRequestException(await ReasonAsync(answer, CancellationToken.None).ConfigureAwait(false));
        }
    }

    private async Task<IdeLine> DialAsync(CancellationToken cancellationToken)
    {
        await _dialling.WaitAsync(cancellationToken).ConfigureAwait(false);
        try
        {
            if (_line is { IsOpen: true } open)
            {
                return open;
            }

            if (_line is { } lost)
            {
                _line = null;
                await lost.DisposeAsync().ConfigureAwait(false);
            }

            _http ??= CreateHttpClient();
            _protocol = await NegotiateAsync(cancellationToken).ConfigureAwait(false);

            // Before the first session, so that nothing about it is missed.
            return _line = new IdeLine(await ConnectAsync(cancellationToken).ConfigureAwait(false));
        }
        catch (Exception fault) when (fault is WebSocketException or HttpRequestException)
        {
            throw Unreachable(fault);
        }
        finally
        {
            _dialling.Release();
        }
    }

    private async Task<ClientWebSocket> ConnectAsync(CancellationToken cancellationToken)
    {
        using var patience = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        patience.CancelAfter(settings.RequestTimeout);
        var socket = new ClientWebSocket();
        try
        {
            socket.Options.SetRequestHeader("Authorization", $"Bearer {settings.Token}");
            socket.Options.SetRequestHeader(InstanceHeader, settings.InstanceId);
            socket.Options.RemoteCertificateValidationCallback = IsTheIde;
            socket.Options.Proxy = null;
            socket.Options.KeepAliveInterval = PingInterval;
            socket.Options.KeepAliveTimeout = _protocol == Protocols[^1] ? Timeout.InfiniteTimeSpan : PongTimeout;
            var address = new UriBuilder(settings.Address!)
            {
                Scheme = settings.Certificate is null ? "ws" : "wss",
                Path = "/run_session/notify",
                Query = $"api-version={_protocol}",
            };
            await socket.ConnectAsync(address.Uri, patience.Token).ConfigureAwait(false);
            return socket;
        }
        catch (OperationCanceledException) when (!cancellationToken.IsCancellationRequested)
        {
            socket.Dispose();
            throw Silent("GET /run_session/notify");
        }
        catch
        {
            socket.Dispose();
            throw;
        }
    }

    private async Task<string> NegotiateAsync(CancellationToken cancellationToken)
    {
        var info = settings.Info ?? await AskInfoAsync(cancellationToken).ConfigureAwait(false);
        var offered = info?.ProtocolsSupported ?? [Protocols[^1]];
        return Protocols.FirstOrDefault(offered.Contains) ?? throw DistributedApplicationException.Of(
            "The IDE and this host speak no common version of the run session protocol.",
            $"The IDE speaks {string.Join(", ", offered)}, this host {string.Join(", ", Protocols)}.",
            "Update the IDE, or start the AppHost without debugging.");
    }

    /// <summary>Null from an IDE that does not know the question.</summary>
    private async Task<IdeInfo?> AskInfoAsync(CancellationToken cancellationToken)
    {
        using var answer = await SendAsync(HttpMethod.Get, "/info", null, cancellationToken).ConfigureAwait(false);
        if (answer.StatusCode is HttpStatusCode.Unauthorized or HttpStatusCode.Forbidden)
        {
            throw DistributedApplicationException.Of(
                "The IDE refuses this host.",
                $"{settings.Address} answers {(int)answer.StatusCode}: it does not know the token in DEBUG_SESSION_TOKEN.",
                "Start the AppHost from the IDE again.");
        }

        try
        {
            return answer.IsSuccessStatusCode
                ? await answer.Content.ReadFromJsonAsync(IdeJson.Default.IdeInfo, cancellationToken).ConfigureAwait(false)
                : null;
        }
        catch (JsonException)
        {
            return null;
        }
    }

    private async Task<HttpResponseMessage> SendAsync(HttpMethod method, string path, HttpContent? content, CancellationToken cancellationToken)
    {
        using var request = new HttpRequestMessage(method, new Uri(settings.Address!, path)) { Content = content };
        try
        {
            return await _http!.SendAsync(request, cancellationToken).ConfigureAwait(false);
        }
        catch (HttpRequestException fault)
        {
            throw Unreachable(fault);
        }
        catch (OperationCanceledException) when (!cancellationToken.IsCancellationRequested)
        {
            throw Silent($"{method} {path.Split('?')[0]}");
        }
    }

    private static async Task<string> ReasonAsync(HttpResponseMessage answer, CancellationToken cancellationToken)
    {
        var text = await answer.Content.ReadAsStringAsync(cancellationToken).ConfigureAwait(false);
        try
        {
            if (JsonSerializer.Deserialize(text, IdeJson.Default.IdeErrorResponse)?.Error is { Message: { } message } error)
            {
                return string.Join(' ', (error.Details ?? []).Select(d => d.Message).Prepend(error.Code is null ? message : $"{message} ({error.Code})"));
            }
        }
        catch (JsonException)
        {
            // A plain text, or nothing.
        }

        return $"It answers {(int)answer.StatusCode} {answer.ReasonPhrase}. {text}".Trim();
    }

    private DistributedApplicationException Unreachable(Exception fault) => DistributedApplicationException.Of(
        $"The IDE at {settings.Address} cannot be reached.",
        (fault.InnerException ?? fault).Message,
        "Start the AppHost from the IDE again, or without debugging. To run without an IDE, unset DEBUG_SESSION_PORT.");

    private DistributedApplicationException Silent(string request) => DistributedApplicationException.Of(
        $"The IDE does not answer {request}.",
        $"It had {settings.RequestTimeout.TotalSeconds:0} s.",
        "Look whether the IDE waits for you. DCP_IDE_REQUEST_TIMEOUT_SECONDS gives it longer.");

    private HttpClient CreateHttpClient()
    {
        var handler = new SocketsHttpHandler { UseProxy = false, AllowAutoRedirect = false, UseCookies = false };
        handler.SslOptions.RemoteCertificateValidationCallback = IsTheIde;
        var client = new HttpClient(handler) { Timeout = settings.RequestTimeout };
        client.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue("Bearer", settings.Token);
        client.DefaultRequestHeaders.Add(InstanceHeader, settings.InstanceId);
        return client;
    }

    /// <summary>The very certificate that was handed over, for the name localhost; who signed it does not matter.</summary>
    private bool IsTheIde(object sender, X509Certificate? certificate, X509Chain? chain, SslPolicyErrors errors) =>
        certificate is not null && settings.Certificate is { } expected &&
        (errors & SslPolicyErrors.RemoteCertificateNameMismatch) == 0 &&
        certificate.GetRawCertData().AsSpan().SequenceEqual(expected.RawDataMemory.Span);
}

using System.Collections.Concurrent;
using System.Net;
using System.Text;
using System.Xml.Linq;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging;

namespace Belfry.Tests.Storage.Targets;

/// <summary>What happens to a request on its way to the server or back.</summary>
internal abstract record Fault
{
    /// <summary>The server never sees it; this status and S3 error code come back.</summary>
    public sealed record Answer(int Status, string Code) : Fault;

    /// <summary>The server does it, but the connection breaks before the answer arrives.</summary>
    public sealed record LoseAnswer : Fault;

    /// <summary>The answer breaks off after this many bytes of its body.</summary>
    public sealed record CutAfter(int Bytes) : Fault;

    /// <summary>It takes this much longer.</summary>
    public sealed record Slow(TimeSpan By) : Fault;

    /// <summary>Nothing comes back until the client gives up.</summary>
    public sealed record Hang : Fault;
}

/// <summary>A network between a target and its S3 server that can be told to fail, and that can enforce <c>If-None-Match</c> as Amazon does.</summary>
internal sealed class S3Proxy : IAsyncDisposable
{
    private static readonly TimeSpan ReadingTime = TimeSpan.FromMilliseconds(60);

    private readonly HttpClient _http = new(new SocketsHttpHandler { UseProxy = false, AllowAutoRedirect = false });
    private readonly SemaphoreSlim _oneConditionalPut = new(1);
    private readonly Uri _server;
    private WebApplication _application = null!;

    private S3Proxy(Uri server) => _server = server;

    public Uri Address { get; private set; } = null!;

    /// <summary>Every request as "METHOD path?query", in the order of arrival.</summary>
    public ConcurrentQueue<string> Requests { get; } = new();

    /// <summary>Asked for each request.</summary>
    public Func<HttpRequest, Fault?> Faults { get; set; } = static _ => null;

    public bool EnforcesConditions { get; init; } = true;

    /// <summary>Keys per page of a listing; all on one when null. The proxy makes the pages, because s3rver fails when it should make some.</summary>
    public int? PageSize { get; set; }

    public static async Task<S3Proxy> StartAsync(Uri server, bool enforcesConditions = true)
    {
        var proxy = new S3Proxy(server) { EnforcesConditions = enforcesConditions };
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.ConfigureKestrel(kestrel =>
        {
            kestrel.Listen(IPAddress.Loopback, 0);
            kestrel.Limits.MaxRequestBodySize = null;
        });
        proxy._application = builder.Build();
        proxy._application.Run(proxy.HandleAsync);
        await proxy._application.StartAsync();
        proxy.Address = new Uri(proxy._application.Urls.Single());
        return proxy;
    }

    public async ValueTask DisposeAsync()
    {
        await _application.DisposeAsync();
        _http.Dispose();
        _oneConditionalPut.Dispose();
    }

    private async Task HandleAsync(HttpContext context)
    {
        Requests.Enqueue($"{context.Request.Method} {context.Request.Path}{context.Request.QueryString}");
        var fault = Faults(context.Request);
        if (fault is Fault.Answer(var status, var code))
        {
            await ErrorAsync(context, status, code);
            return;
        }

        if (fault is Fault.Hang)
        {
            await Task.Delay(Timeout.InfiniteTimeSpan, context.RequestAborted).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
            return;
        }

        if (fault is Fault.Slow(var by))
        {
            await Task.Delay(by, context.RequestAborted);
        }

        var conditional = EnforcesConditions && context.Request.Headers.IfNoneMatch == "*";
        if (!conditional)
        {
            await ForwardAsync(context, fault);
            return;
        }

        await _oneConditionalPut.WaitAsync(context.RequestAborted);
        try
        {
            using var head = await _http.SendAsync(new HttpRequestMessage(HttpMethod.Head, new Uri(_server, context.Request.Path.Value)));
            await (head.IsSuccessStatusCode ? ErrorAsync(context, 412, "PreconditionFailed") : ForwardAsync(context, fault));
        }
        finally
        {
            _oneConditionalPut.Release();
        }
    }

    private async Task ForwardAsync(HttpContext context, Fault? fault)
    {
        using var request = Request(context.Request);
        using var response = await _http.SendAsync(request, HttpCompletionOption.ResponseHeadersRead, context.RequestAborted);
        if (fault is Fault.LoseAnswer)
        {
            await response.Content.ReadAsByteArrayAsync();
            context.Abort();
            return;
        }

        var body = await response.Content.ReadAsByteArrayAsync(context.RequestAborted);
        body = Pages(context.Request) ? Page(context.Request, body) : body;
        context.Response.StatusCode = (int)response.StatusCode;
        foreach (var (name, values) in response.Headers.Concat(response.Content.Headers).Where(header => header.Key is not ("Transfer-Encoding" or "Connection" or "Content-Length")))
        {
            context.Response.Headers[name] = values.ToArray();
        }

        if (fault is Fault.CutAfter(var bytes))
        {
            context.Response.ContentLength = body.Length;
            await context.Response.Body.WriteAsync(body.AsMemory(0, Math.Min(bytes, body.Length)));
            await context.Response.Body.FlushAsync();
            await Task.Delay(ReadingTime); // a reset takes from the client what it has not read yet
            context.Abort();
            return;
        }

        context.Response.ContentLength = context.Request.Method == "HEAD" ? response.Content.Headers.ContentLength : body.Length;
        if (context.Request.Method != "HEAD")
        {
            await context.Response.Body.WriteAsync(body, context.RequestAborted);
        }
    }

    private HttpRequestMessage Request(HttpRequest from)
    {
        var query = Pages(from) ? "?list-type=2&prefix=" + Uri.EscapeDataString(from.Query["prefix"]!) : from.QueryString.Value;
        var request = new HttpRequestMessage(new HttpMethod(from.Method), new Uri(_server, from.Path.Value + query));
        if (from.ContentLength > 0)
        {
            request.Content = new StreamContent(from.Body);
        }

        foreach (var (name, values) in from.Headers.Where(header => header.Key is not ("Host" or "Expect")))
        {
            if (!request.Headers.TryAddWithoutValidation(name, values.AsEnumerable()))
            {
                request.Content?.Headers.TryAddWithoutValidation(name, values.AsEnumerable());
            }
        }

        return request;
    }

    private bool Pages(HttpRequest request) => PageSize is not null && request.Query["list-type"] == "2";

    private byte[] Page(HttpRequest request, byte[] body)
    {
        var list = XDocument.Parse(Encoding.UTF8.GetString(body));
        var xmlns = list.Root!.Name.Namespace;
        var start = int.TryParse(request.Query["continuation-token"], out var token) ? token : 0;
        var contents = list.Root.Elements(xmlns + "Contents").ToList();
        contents.Where((_, index) => index < start || index >= start + PageSize).ToList().ForEach(item => item.Remove());
        list.Root.Element(xmlns + "IsTruncated")!.Value = contents.Count > start + PageSize ? "true" : "false";
        list.Root.Add(new XElement(xmlns + "NextContinuationToken", start + PageSize));
        return Encoding.UTF8.GetBytes(list.ToString());
    }

    private static async Task ErrorAsync(HttpContext context, int status, string code)
    {
        await context.Request.Body.CopyToAsync(Stream.Null);
        context.Response.StatusCode = status;
        context.Response.ContentType = "application/xml";
        if (context.Request.Method != "HEAD")
        {
            await context.Response.WriteAsync($"<?xml version=\"1.0\" encoding=\"UTF-8\"?><Error><Code>{code}</Code><Message>Told by the test.</Message></Error>");
        }
    }
}

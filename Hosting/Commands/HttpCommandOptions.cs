namespace Aspire.Hosting.ApplicationModel;

/// <summary>How an HTTP command looks, what it sends, and what its answer means.</summary>
public class HttpCommandOptions : CommandOptions
{
    /// <summary>The endpoint that is asked; null takes the command's own.</summary>
    public Func<EndpointReference>? EndpointSelector { get; set; }

    /// <summary>Name of a client registered with <c>builder.Services.AddHttpClient</c>; null uses one of the engine.</summary>
    public string? HttpClientName { get; set; }

    /// <summary>Whether the answer's body is given back; not by default. <see cref="GetCommandResult"/> decides by itself.</summary>
    public HttpCommandResultMode ResultMode { get; set; }

    /// <summary>The method; <c>POST</c> by default.</summary>
    public HttpMethod? Method { get; set; }

    /// <summary>Completes the request, for example with a header; null sends it as it is.</summary>
    public Func<HttpCommandRequestContext, Task>? PrepareRequest { get; set; }

    /// <summary>Says what an answer means; by default a status from 200 to 299 is success.</summary>
    public Func<HttpCommandResultContext, Task<ExecuteCommandResult>>? GetCommandResult { get; set; }
}

/// <summary>What of an answer to an HTTP command is given back.</summary>
public enum HttpCommandResultMode
{
    /// <summary>Nothing.</summary>
    None = 0,

    /// <summary>The body, in the form that its content type tells: JSON, or text.</summary>
    Auto = 1,

    /// <summary>The body as JSON.</summary>
    Json = 2,

    /// <summary>The body as text.</summary>
    Text = 3,
}

/// <summary>The request of an HTTP command before it is sent.</summary>
public sealed class HttpCommandRequestContext
{
    /// <summary>The services of the host.</summary>
    public required IServiceProvider ServiceProvider { get; init; }

    /// <summary>The resource the command belongs to.</summary>
    public required string ResourceName { get; init; }

    /// <summary>The endpoint that is asked.</summary>
    public required EndpointReference Endpoint { get; init; }

    /// <summary>Cancelled when the host stops.</summary>
    public required CancellationToken CancellationToken { get; init; }

    /// <summary>Sends the request, and any other that it needs first.</summary>
    public required HttpClient HttpClient { get; init; }

    /// <summary>The request.</summary>
    public required HttpRequestMessage Request { get; init; }
}

/// <summary>The answer to an HTTP command.</summary>
public sealed class HttpCommandResultContext
{
    /// <summary>The services of the host.</summary>
    public required IServiceProvider ServiceProvider { get; init; }

    /// <summary>The resource the command belongs to.</summary>
    public required string ResourceName { get; init; }

    /// <summary>The endpoint that was asked.</summary>
    public required EndpointReference Endpoint { get; init; }

    /// <summary>Cancelled when the host stops.</summary>
    public required CancellationToken CancellationToken { get; init; }

    /// <summary>Sends further requests.</summary>
    public required HttpClient HttpClient { get; init; }

    /// <summary>The answer.</summary>
    public required HttpResponseMessage Response { get; init; }
}

using Microsoft.Extensions.DependencyInjection;

namespace Aspire.Hosting.ApplicationModel;

/// <summary>Executes a command of a resource by one request to it.</summary>
internal sealed class HttpCommand(EndpointReference endpoint, string path, HttpCommandOptions options)
{
    // Commands may do real work, a backup for example; a person who no longer wants to wait stops the host.
    private static readonly HttpClient Client = new(new SocketsHttpHandler { AllowAutoRedirect = false, UseCookies = false, UseProxy = false })
    {
        Timeout = TimeSpan.FromMinutes(5),
    };

    // What is given back is shown to a person: more of an answer than this is cut off.
    private const int MaxBody = 1024 * 1024;

    public HttpMethod Method => options.Method ?? HttpMethod.Post;

    public async Task<ExecuteCommandResult> ExecuteAsync(ExecuteCommandContext command)
    {
        var client = options.HttpClientName is { } name ? command.ServiceProvider.GetRequiredService<IHttpClientFactory>().CreateClient(name) : Client;
        using var request = new HttpRequestMessage(Method, new Uri(new Uri(endpoint.Url), path));
        if (options.PrepareRequest is { } prepare)
        {
            await prepare(new()
            {
                ServiceProvider = command.ServiceProvider,
                ResourceName = command.ResourceName,
                Endpoint = endpoint,
                CancellationToken = command.CancellationToken,
                HttpClient = client,
                Request = request,
            }).ConfigureAwait(false);
        }

        using var response = await client.SendAsync(request, HttpCompletionOption.ResponseHeadersRead, command.CancellationToken).ConfigureAwait(false);
        if (options.GetCommandResult is { } read)
        {
            return await read(new()
            {
                ServiceProvider = command.ServiceProvider,
                ResourceName = command.ResourceName,
                Endpoint = endpoint,
                CancellationToken = command.CancellationToken,
                HttpClient = client,
                Response = response,
            }).ConfigureAwait(false);
        }

        var data = await BodyAsync(response, command.CancellationToken).ConfigureAwait(false);
        var answer = $"{request.RequestUri} answers {(int)response.StatusCode}.";
        return (response.IsSuccessStatusCode, data) switch
        {
            (true, null) => CommandResults.Success(),
            (true, _) => CommandResults.Success(answer, data),
            (false, null) => CommandResults.Failure(answer),
            (false, _) => CommandResults.Failure(answer, data),
        };
    }

    private async Task<CommandResultData?> BodyAsync(HttpResponseMessage response, CancellationToken cancellationToken)
    {
        if (options.ResultMode == HttpCommandResultMode.None)
        {
            return null;
        }

        var type = response.Content.Headers.ContentType?.MediaType ?? "";
        var isJson = options.ResultMode == HttpCommandResultMode.Json || (options.ResultMode == HttpCommandResultMode.Auto &&
            (type == "application/json" || type.EndsWith("+json", StringComparison.Ordinal)));
        using var body = new StreamReader(await response.Content.ReadAsStreamAsync(cancellationToken).ConfigureAwait(false));
        var text = new char[MaxBody];
        var length = await body.ReadBlockAsync(text, cancellationToken).ConfigureAwait(false);
        return length == 0 ? null : new() { Value = new string(text, 0, length), Format = isJson ? CommandResultFormat.Json : CommandResultFormat.Text };
    }
}

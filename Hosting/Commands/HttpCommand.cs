namespace Aspire.Hosting.ApplicationModel;

/// <summary>Executes a command of a resource by one request to it.</summary>
internal sealed class HttpCommand(EndpointReference endpoint, string path, HttpCommandOptions options)
{
    // Commands may do real work, a backup for example; a person who no longer wants to wait stops the host.
    private static readonly HttpClient Client = new(new SocketsHttpHandler { AllowAutoRedirect = false, UseCookies = false, UseProxy = false })
    {
        Timeout = TimeSpan.FromMinutes(5),
    };

    public HttpMethod Method => options.Method ?? HttpMethod.Post;

    public async Task<ExecuteCommandResult> ExecuteAsync(ExecuteCommandContext command)
    {
        using var request = new HttpRequestMessage(Method, new Uri(new Uri(endpoint.Url), path));
        if (options.PrepareRequest is { } prepare)
        {
            await prepare(new()
            {
                ServiceProvider = command.ServiceProvider,
                ResourceName = command.ResourceName,
                Endpoint = endpoint,
                CancellationToken = command.CancellationToken,
                HttpClient = Client,
                Request = request,
            }).ConfigureAwait(false);
        }

        using var response = await Client.SendAsync(request, command.CancellationToken).ConfigureAwait(false);
        if (options.GetCommandResult is { } read)
        {
            return await read(new()
            {
                ServiceProvider = command.ServiceProvider,
                ResourceName = command.ResourceName,
                Endpoint = endpoint,
                CancellationToken = command.CancellationToken,
                HttpClient = Client,
                Response = response,
            }).ConfigureAwait(false);
        }

        return response.IsSuccessStatusCode
            ? CommandResults.Success()
            : CommandResults.Failure($"{request.RequestUri} answers {(int)response.StatusCode}.");
    }
}

using System.Net;
using Polly;
using Polly.Retry;
using Polly.Timeout;

namespace Aspire.Hosting.Testing;

/// <summary>
/// The pipeline of test clients: 30 s in all, three repeats with growing pauses, 10 s per attempt. Only requests that may be sent
/// twice are repeated, except when the connection was refused, where nothing was sent.
/// </summary>
internal sealed class ResilientHandler() : DelegatingHandler(new SocketsHttpHandler { UseProxy = false })
{
    private static readonly ResiliencePropertyKey<HttpRequestMessage> Request = new("request");

    private static readonly ResiliencePipeline<HttpResponseMessage> Pipeline = new ResiliencePipelineBuilder<HttpResponseMessage>()
        .AddTimeout(TimeSpan.FromSeconds(30))
        .AddRetry(new RetryStrategyOptions<HttpResponseMessage>
        {
            MaxRetryAttempts = 3,
            Delay = TimeSpan.FromMilliseconds(200),
            BackoffType = DelayBackoffType.Exponential,
            UseJitter = true,
            ShouldHandle = args => ValueTask.FromResult(IsWorthRepeating(args.Outcome, args.Context)),
        })
        .AddTimeout(TimeSpan.FromSeconds(10))
        .Build();

    protected override async Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
    {
        var context = ResilienceContextPool.Shared.Get(cancellationToken);
        context.Properties.Set(Request, request);
        try
        {
            return await Pipeline.ExecuteAsync(
                async c => await base.SendAsync(request, c.CancellationToken).ConfigureAwait(false), context).ConfigureAwait(false);
        }
        finally
        {
            ResilienceContextPool.Shared.Return(context);
        }
    }

    private static bool IsWorthRepeating(Outcome<HttpResponseMessage> outcome, ResilienceContext context)
    {
        if (outcome.Exception is HttpRequestException { HttpRequestError: HttpRequestError.ConnectionError })
        {
            return true;
        }

        var request = context.Properties.GetValue(Request, null!);
        var mayRepeat = request.Method == HttpMethod.Get || request.Method == HttpMethod.Head || request.Method == HttpMethod.Options;
        return mayRepeat && (outcome.Exception is HttpRequestException or TimeoutRejectedException ||
            outcome.Result?.StatusCode is HttpStatusCode.BadGateway or HttpStatusCode.ServiceUnavailable or HttpStatusCode.GatewayTimeout);
    }
}

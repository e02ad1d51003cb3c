using System.Threading.Channels;
using Belfry.BackupWorker.Options;
using Microsoft.Extensions.Options;
using Polly;
using Polly.Retry;

namespace Belfry.BackupWorker.Notices;

/// <summary>Writes notices down, brings them to the webhook in order, and tries again for some minutes. What it cannot bring is logged; it never holds up a job.</summary>
internal sealed partial class NoticeSender(IOptions<NoticeOptions> options, NoticeBook book, ILogger<NoticeSender> logger) : BackgroundService
{
    private static readonly ResiliencePipeline Retries = new ResiliencePipelineBuilder()
        .AddRetry(new RetryStrategyOptions
        {
            ShouldHandle = new PredicateBuilder().Handle<HttpRequestException>().Handle<TaskCanceledException>(),
            BackoffType = DelayBackoffType.Exponential,
            UseJitter = true,
            Delay = TimeSpan.FromSeconds(1),
            MaxRetryAttempts = 7,
        })
        .Build();

    private readonly Channel<Notice> _waiting = Channel.CreateBounded<Notice>(new BoundedChannelOptions(100) { FullMode = BoundedChannelFullMode.DropOldest, SingleReader = true });

    public void Post(Notice notice)
    {
        book.Add(notice);
        if (options.Value.Webhook.Length > 0)
        {
            _waiting.Writer.TryWrite(notice);
        }
    }

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        if (options.Value.Webhook.Length == 0)
        {
            return;
        }

        var webhook = new Uri(options.Value.Webhook);
        await foreach (var notice in _waiting.Reader.ReadAllAsync(stoppingToken))
        {
            await SendAsync(notice, webhook, stoppingToken);
        }
    }

    private async Task SendAsync(Notice notice, Uri webhook, CancellationToken cancellation)
    {
        try
        {
            await Retries.ExecuteAsync(
                async stop =>
                {
                    using var request = notice.RequestTo(webhook, options.Value.Format);
                    using var response = await NoticeHttp.Client.SendAsync(request, HttpCompletionOption.ResponseHeadersRead, stop);
                    response.EnsureSuccessStatusCode();
                },
                cancellation);
        }
        catch (Exception exception) when (exception is HttpRequestException or TaskCanceledException && !cancellation.IsCancellationRequested)
        {
            LogLost(notice.Event, webhook.Host, (exception as HttpRequestException)?.StatusCode is { } status ? $"It answers {(int)status}." : "It does not answer.");
        }
    }

    // Only the host: the rest of the address is what lets anybody write there.
    [LoggerMessage(Level = LogLevel.Warning, Message = "Nobody was told that the database is {Event}: the webhook at {Host} did not take it. {Why}")]
    private partial void LogLost(string @event, string host, string why);
}

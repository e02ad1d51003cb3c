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

        await foreach (var notice in _waiting.Reader.ReadAllAsync(stoppingToken))
        {
            await SendAsync(notice, stoppingToken);
        }
    }

    private async Task SendAsync(Notice notice, CancellationToken cancellation)
    {
        try
        {
            await Retries.ExecuteAsync(async stop => await NoticeHttp.PostAsync(notice, options.Value, stop), cancellation);
        }
        catch (Exception exception) when (exception is HttpRequestException or TaskCanceledException && !cancellation.IsCancellationRequested)
        {
            LogLost(notice.Event, new Uri(options.Value.Webhook).Host, NoticeHttp.Why(exception));
        }
    }

    // Only the host: the rest of the address is what lets anybody write there.
    [LoggerMessage(Level = LogLevel.Warning, Message = "Nobody was told that the database is {Event}: the webhook at {Host} did not take it. {Why}")]
    private partial void LogLost(string @event, string host, string why);
}

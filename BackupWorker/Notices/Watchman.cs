using Belfry.BackupWorker.Databases;
using Belfry.BackupWorker.Options;
using Microsoft.Extensions.Diagnostics.HealthChecks;
using Microsoft.Extensions.Options;

namespace Belfry.BackupWorker.Notices;

/// <summary>Looks at the health of every database's protection, tells when it changed for longer than a moment, and sends the heartbeat while all of it is good.</summary>
internal sealed partial class Watchman(
    ProtectedDatabases databases, NoticeSender sender, IOptions<NoticeOptions> options, TimeProvider time, ILogger<Watchman> logger) : BackgroundService
{
    private static readonly TimeSpan LongestLook = TimeSpan.FromSeconds(5);
    private static readonly TimeSpan ShortestLook = TimeSpan.FromSeconds(1);

    private readonly NoticeOptions _options = options.Value;

    /// <summary>Often enough for the patience and the heartbeat that are asked for, and no oftener: to look wakes an idle machine.</summary>
    private readonly TimeSpan _look = LookFor(options.Value);

    private bool _beatFailed;

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        long? beaten = null;
        var news = databases.All.Select(database => (database.Health, News: new HealthNews(database.Configured, _options.Patience, time))).ToList();
        while (true)
        {
            await Task.Delay(_look, time, stoppingToken);
            var allGood = true;
            foreach (var (protection, told) in news)
            {
                var health = protection.Check();
                allGood &= health.Status == HealthStatus.Healthy;
                if (told.Look(health) is { } notice)
                {
                    sender.Post(notice);
                }
            }

            if (_options.Heartbeat.Length > 0 && allGood && (beaten is not { } last || time.GetElapsedTime(last) >= _options.HeartbeatInterval))
            {
                beaten = time.GetTimestamp();
                await BeatAsync(new Uri(_options.Heartbeat), stoppingToken);
            }
        }
    }

    private static TimeSpan LookFor(NoticeOptions options)
    {
        var wanted = options.Heartbeat.Length > 0 && options.HeartbeatInterval < options.Patience ? options.HeartbeatInterval : options.Patience;
        return wanted < ShortestLook ? ShortestLook : wanted < LongestLook ? wanted : LongestLook;
    }

    private async Task BeatAsync(Uri heartbeat, CancellationToken cancellation)
    {
        try
        {
            using var response = await NoticeHttp.Client.GetAsync(heartbeat, HttpCompletionOption.ResponseHeadersRead, cancellation);
            response.EnsureSuccessStatusCode();
            _beatFailed = false;
        }
        catch (Exception exception) when (exception is HttpRequestException or TaskCanceledException && !cancellation.IsCancellationRequested)
        {
            if (!_beatFailed)
            {
                LogBeatFailed(heartbeat.Host);
            }

            _beatFailed = true;
        }
    }

    [LoggerMessage(Level = LogLevel.Warning, Message = "The heartbeat does not reach {Host}. It is sent again at its next time.")]
    private partial void LogBeatFailed(string host);
}

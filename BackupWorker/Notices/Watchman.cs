using Belfry.BackupWorker.Options;
using Belfry.BackupWorker.Protection;
using Microsoft.Extensions.Diagnostics.HealthChecks;
using Microsoft.Extensions.Options;

namespace Belfry.BackupWorker.Notices;

/// <summary>Looks at the health of the protection, tells when it changed for longer than a moment, and sends the heartbeat while it is good.</summary>
internal sealed partial class Watchman(
    ProtectionHealthCheck protection, NoticeSender sender, IOptions<NoticeOptions> options, TimeProvider time, ILogger<Watchman> logger) : BackgroundService
{
    private static readonly TimeSpan LongestLook = TimeSpan.FromSeconds(5);
    private static readonly TimeSpan ShortestLook = TimeSpan.FromSeconds(1);

    private readonly NoticeOptions _options = options.Value;

    /// <summary>Often enough for the patience and the heartbeat that are asked for, and no oftener: to look wakes an idle machine.</summary>
    private readonly TimeSpan _look = LookFor(options.Value);

    private HealthStatus _told = HealthStatus.Healthy;
    private HealthStatus _seen = HealthStatus.Healthy;
    private DateTimeOffset _since;
    private bool _beatFailed;

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        var nextBeat = time.GetUtcNow();
        while (true)
        {
            await Task.Delay(_look, time, stoppingToken);
            var health = await protection.CheckHealthAsync(new HealthCheckContext(), stoppingToken);
            Tell(health);
            if (_options.Heartbeat.Length > 0 && health.Status == HealthStatus.Healthy && time.GetUtcNow() >= nextBeat)
            {
                nextBeat = time.GetUtcNow() + _options.HeartbeatInterval;
                await BeatAsync(new Uri(_options.Heartbeat), stoppingToken);
            }
        }
    }

    private static TimeSpan LookFor(NoticeOptions options)
    {
        var wanted = options.Heartbeat.Length > 0 && options.HeartbeatInterval < options.Patience ? options.HeartbeatInterval : options.Patience;
        return wanted < ShortestLook ? ShortestLook : wanted < LongestLook ? wanted : LongestLook;
    }

    private void Tell(HealthCheckResult health)
    {
        var now = time.GetUtcNow();
        if (health.Status != _seen)
        {
            (_seen, _since) = (health.Status, now);
        }

        if (_seen == _told || now - _since < _options.Patience)
        {
            return;
        }

        _told = _seen;
        var (name, title) = _seen switch
        {
            HealthStatus.Healthy => ("protected", "The data is protected again"),
            HealthStatus.Degraded => ("degraded", "The protection of the data needs attention"),
            _ => ("unprotected", "The data is not protected"),
        };
        sender.Post(new Notice(name, now.UtcDateTime, BackupJob.DatabaseName, title, health.Description ?? "", _seen == HealthStatus.Healthy));
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

using System.Collections.Concurrent;
using System.Threading.RateLimiting;
using Belfry.Api.SignIn;
using Microsoft.Extensions.Options;

namespace Belfry.Api.Protection;

/// <summary>
/// How often a person, or an address that is not signed in, may ask: one bucket of <see cref="LimitOptions.RequestsPerSecond"/> tokens each, and five times as many
/// at once. A bucket is filled when somebody comes: the framework's own middleware looks at all of them twenty times a second, which was most of what an idle API
/// did. It goes about 20 s after the last request, so there are as many as callers in that time.
/// </summary>
internal sealed class RequestRate(RequestDelegate next, IOptions<LimitOptions> limits)
{
    private const int BurstSeconds = 5;

    /// <summary>A bucket that was full for so long is like a new one.</summary>
    private static readonly TimeSpan Rest = TimeSpan.FromSeconds(10);

    private readonly ConcurrentDictionary<string, TokenBucketRateLimiter> _buckets = new(StringComparer.Ordinal);
    private readonly TokenBucketRateLimiterOptions _options = new()
    {
        TokenLimit = limits.Value.RequestsPerSecond * BurstSeconds,
        TokensPerPeriod = limits.Value.RequestsPerSecond,
        ReplenishmentPeriod = TimeSpan.FromSeconds(1),
        AutoReplenishment = false,
    };

    private long _swept = Environment.TickCount64;

    /// <summary>The health is always told.</summary>
    public Task InvokeAsync(HttpContext context) =>
        context.Request.Path.StartsWithSegments("/health") || MayAsk(context.User is Caller caller ? caller.Key : context.Address())
            ? next(context)
            : RefuseAsync(context);

    private static Task RefuseAsync(HttpContext context)
    {
        context.Response.Headers.RetryAfter = "1";
        return TypedResults.Problem("Too many requests. Wait before the next one.", statusCode: StatusCodes.Status429TooManyRequests).ExecuteAsync(context);
    }

    private bool MayAsk(string caller)
    {
        Forget();
        var bucket = _buckets.GetOrAdd(caller, static (_, options) => new TokenBucketRateLimiter(options), _options);
        bucket.TryReplenish();
        using var lease = bucket.AttemptAcquire();
        return lease.IsAcquired;
    }

    /// <summary>Lets go of those who did not come for a while, now and then.</summary>
    private void Forget()
    {
        var (now, swept) = (Environment.TickCount64, Interlocked.Read(ref _swept));
        if (now - swept < Rest.TotalMilliseconds || Interlocked.CompareExchange(ref _swept, now, swept) != swept)
        {
            return;
        }

        foreach (var (caller, bucket) in _buckets)
        {
            bucket.TryReplenish();
            if (bucket.IdleDuration > Rest)
            {
                _buckets.TryRemove(caller, out _);
            }
        }
    }
}

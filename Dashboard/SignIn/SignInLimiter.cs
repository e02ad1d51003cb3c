using System.Net;
using System.Net.Sockets;
using System.Threading.RateLimiting;

namespace Belfry.Dashboard.SignIn;

/// <summary>
/// Holds guessing down: <see cref="AttemptsPerMinute"/> from one address (of IPv6, one network), and one password checked at a time, so that
/// guesses from everywhere cost one core at most. Bounded by <see cref="MaxWaiting"/>; addresses that rest are forgotten.
/// </summary>
internal sealed class SignInLimiter : IDisposable
{
    public const int AttemptsPerMinute = 10;
    private const int MaxWaiting = 16;

    private readonly PartitionedRateLimiter<HttpContext> _byAddress = PartitionedRateLimiter.Create<HttpContext, string>(context =>
        RateLimitPartition.GetFixedWindowLimiter(Network(context.Connection.RemoteIpAddress), _ => new FixedWindowRateLimiterOptions
        {
            PermitLimit = AttemptsPerMinute, Window = TimeSpan.FromMinutes(1), QueueLimit = 0,
        }));

    private readonly ConcurrencyLimiter _checking = new(new ConcurrencyLimiterOptions { PermitLimit = 1, QueueLimit = MaxWaiting });

    /// <summary>Runs the check when it is this caller's turn; null when there were too many attempts.</summary>
    public async Task<bool?> TryAsync(HttpContext context, Func<bool> check)
    {
        using var attempt = _byAddress.AttemptAcquire(context);
        if (!attempt.IsAcquired)
        {
            return null;
        }

        using var turn = await _checking.AcquireAsync(1, context.RequestAborted);
        return turn.IsAcquired ? check() : null;
    }

    public void Dispose()
    {
        _byAddress.Dispose();
        _checking.Dispose();
    }

    private static string Network(IPAddress? address)
    {
        if (address is not { AddressFamily: AddressFamily.InterNetworkV6, IsIPv4MappedToIPv6: false })
        {
            return address?.MapToIPv4().ToString() ?? "";
        }

        var bytes = address.GetAddressBytes();
        Array.Clear(bytes, 8, 8);
        return new IPAddress(bytes).ToString();
    }
}

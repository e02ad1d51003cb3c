namespace Belfry.Api.SignIn;

/// <summary>
/// Slows guessing down: after some failures for an account, or from an address, each further attempt has to wait, twice as long every time.
/// Kept in memory, for at most <see cref="MaxEntries"/> accounts and addresses; unknown accounts count like known ones.
/// </summary>
internal sealed class SignInThrottle(TimeProvider time)
{
    private const int MaxEntries = 10_000;
    private const int FreeForAccount = 5;

    /// <summary>More than for an account: a household shares one.</summary>
    private const int FreeForAddress = 20;
    private static readonly TimeSpan MaxWait = TimeSpan.FromMinutes(5);
    private static readonly TimeSpan Memory = TimeSpan.FromMinutes(30);

    private readonly Lock _gate = new();
    private readonly Dictionary<string, Failures> _failures = new(StringComparer.Ordinal);

    /// <summary>Counts an attempt as failed until <see cref="Succeeded"/> says otherwise, so that many at once are not free.</summary>
    /// <param name="account">What is guessed at; null for a random token, of which only the address counts.</param>
    /// <param name="address">Where the attempt comes from.</param>
    /// <returns>How long to wait before the next attempt; zero when this one may go on.</returns>
    public TimeSpan Begin(string? account, string address)
    {
        lock (_gate)
        {
            var now = time.GetUtcNow();
            var ofAccount = account is null ? TimeSpan.Zero : Wait(AccountKey(account), now);
            var ofAddress = Wait(AddressKey(address), now);
            if (ofAccount > TimeSpan.Zero || ofAddress > TimeSpan.Zero)
            {
                return ofAccount > ofAddress ? ofAccount : ofAddress;
            }

            if (account is not null)
            {
                Count(AccountKey(account), FreeForAccount, now);
            }

            Count(AddressKey(address), FreeForAddress, now);
            return TimeSpan.Zero;
        }
    }

    /// <summary>The account's failures are forgotten; of the address only this attempt, or one known password would allow guessing others.</summary>
    public void Succeeded(string? account, string address)
    {
        lock (_gate)
        {
            if (account is not null)
            {
                _failures.Remove(AccountKey(account));
            }

            if (_failures.TryGetValue(AddressKey(address), out var failures))
            {
                _failures[AddressKey(address)] = failures with { Count = failures.Count - 1 };
            }
        }
    }

    private static string AccountKey(string account) => $"account {account}";

    private static string AddressKey(string address) => $"address {address}";

    private TimeSpan Wait(string key, DateTimeOffset now) =>
        _failures.TryGetValue(key, out var failures) && failures.Until > now ? failures.Until - now : TimeSpan.Zero;

    private void Count(string key, int free, DateTimeOffset now)
    {
        if (!_failures.TryGetValue(key, out var failures) || now - failures.Until > Memory)
        {
            MakeRoom(now);
            failures = new Failures(0, now);
        }

        var count = failures.Count + 1;
        var wait = count <= free ? TimeSpan.Zero : TimeSpan.FromSeconds(Math.Min(MaxWait.TotalSeconds, Math.Pow(2, Math.Min(count - free, 20))));
        _failures[key] = new Failures(count, now + wait);
    }

    private void MakeRoom(DateTimeOffset now)
    {
        if (_failures.Count < MaxEntries)
        {
            return;
        }

        foreach (var (key, failures) in _failures)
        {
            if (now - failures.Until > Memory)
            {
                _failures.Remove(key);
            }
        }

        if (_failures.Count >= MaxEntries)
        {
            _failures.Remove(_failures.MinBy(entry => entry.Value.Until).Key);
        }
    }

    private readonly record struct Failures(int Count, DateTimeOffset Until);
}

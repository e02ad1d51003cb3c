using System.Collections.Concurrent;
using Belfry.Api.Data;
using Belfry.Api.Live;
using Belfry.Storage;
using Belfry.Storage.Sqlite;

namespace Belfry.Api.SignIn;

/// <summary>
/// Who holds a secret. Answers are remembered, so that a request costs no query: at most <see cref="MaxRemembered"/> of them, each for 30 s,
/// and none beyond a <see cref="Forget"/>, which everything calls that takes a person's rights away, once that is committed.
/// </summary>
internal sealed class Credentials(DatabaseOpening opening, Events events, TimeProvider time)
{
    private const int MaxRemembered = 10_000;
    private const long FreshMilliseconds = 30_000;

    /// <summary>Times of last use are written this seldom, so that reading does not become writing.</summary>
    private const long SeenMilliseconds = 3_600_000;

    private readonly ConcurrentDictionary<SecretHash, Remembered> _remembered = new();
    private readonly Lock _gate = new();
    private int _edition;

    public ValueTask<Caller?> FindSessionAsync(string secret) => FindAsync(SecretHash.Of(secret), SessionQueries.FindCaller);

    public ValueTask<Caller?> FindTokenAsync(ReadOnlyMemory<char> secret) => FindAsync(SecretHash.Of(secret.Span), TokenQueries.FindCaller);

    /// <summary>Rights of a person were taken away: what was remembered of its credentials no longer counts.</summary>
    public void Forget(string person)
    {
        lock (_gate)
        {
            _edition++;
            foreach (var (hash, known) in _remembered)
            {
                if (known.Caller.Key == person)
                {
                    _remembered.TryRemove(hash, out _);
                }
            }
        }

        events.Reconnect(Audience.Person(person));
    }

    /// <summary>The database was replaced: nothing that was remembered counts.</summary>
    public void ForgetAll()
    {
        lock (_gate)
        {
            _edition++;
            _remembered.Clear();
        }

        events.Reconnect(Audience.Everybody);
    }

    private ValueTask<Caller?> FindAsync(SecretHash hash, Func<SqliteSession, SecretHash, Found?> find)
    {
        var now = time.GetUtcNow().ToUnixTimeMilliseconds();
        return _remembered.TryGetValue(hash, out var known) && now < known.FreshUntil
            ? new(now < known.Caller.ExpiresAt ? known.Caller : null)
            : LookUpAsync(hash, find, now);
    }

    private async ValueTask<Caller?> LookUpAsync(SecretHash hash, Func<SqliteSession, SecretHash, Found?> find, long now)
    {
        var edition = Volatile.Read(ref _edition);
        var database = opening.Database;
        if (await database.ReadAsync(session => find(session, hash), operation: "FindCaller") is not { } found || found.Caller.ExpiresAt <= now)
        {
            return null;
        }

        if (found.SeenAt < now - SeenMilliseconds)
        {
            try
            {
                await database.WriteAsync(session => session.Execute(found.MarkSeen, hash.ToColumn(), now), operation: "MarkSeen");
            }
            catch (StorageException)
            {
                // A full or busy disk does not take reading away: noted at a later use.
            }
        }

        Remember(edition, hash, new Remembered(found.Caller, now + FreshMilliseconds));
        return found.Caller;
    }

    private void Remember(int edition, SecretHash hash, Remembered answer)
    {
        lock (_gate)
        {
            if (edition != _edition)
            {
                return; // read before something was revoked
            }

            if (_remembered.Count >= MaxRemembered)
            {
                _remembered.Clear();
            }

            _remembered[hash] = answer;
        }
    }

    private readonly record struct Remembered(Caller Caller, long FreshUntil);

    /// <param name="Caller">The holder.</param>
    /// <param name="SeenAt">When the secret was last used, in Unix milliseconds.</param>
    /// <param name="MarkSeen">The statement that notes a use: the hash, and the time.</param>
    internal sealed record Found(Caller Caller, long SeenAt, string MarkSeen);
}

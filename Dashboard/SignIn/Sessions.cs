using System.Security.Cryptography;
using System.Text;

namespace Belfry.Dashboard.SignIn;

/// <summary>
/// Who is signed in, and the one-time token that signs the next browser in. Only hashes are held.
/// Bounded by <see cref="MaxSessions"/>, the oldest leaves first; emptied by signing out, after <see cref="Life"/> and by the end of the process.
/// </summary>
internal sealed class Sessions(SignInOptions options, TimeProvider clock)
{
    public const int MaxSessions = 64;
    public static readonly TimeSpan Life = TimeSpan.FromDays(7);

    private readonly Lock _gate = new();
    private readonly List<(byte[] Hash, DateTimeOffset Ends)> _sessions = [];
    private string _token = options.BrowserToken;

    /// <summary>The token that is good for one more browser.</summary>
    public string Token
    {
        get
        {
            lock (_gate)
            {
                return _token;
            }
        }
    }

    /// <summary>True when this was the token; another one takes its place. Never where people sign in by password.</summary>
    public bool TryUseToken(string token)
    {
        lock (_gate)
        {
            var isRight = Secrets.AreEqual(token, _token) && options.Mode == SignInMode.BrowserToken;
            _token = isRight ? Secrets.Create() : _token;
            return isRight;
        }
    }

    /// <returns>A new session's id, for the cookie.</returns>
    public string Begin()
    {
        var id = Secrets.Create() + Secrets.Create();
        lock (_gate)
        {
            if (_sessions.Count >= MaxSessions)
            {
                _sessions.RemoveAt(0);
            }

            _sessions.Add((Hash(id), clock.GetUtcNow() + Life));
            return id;
        }
    }

    public bool IsSignedIn(string? id)
    {
        if (id is null)
        {
            return false;
        }

        var hash = Hash(id);
        lock (_gate)
        {
            return _sessions.Exists(known => CryptographicOperations.FixedTimeEquals(known.Hash, hash) && known.Ends > clock.GetUtcNow());
        }
    }

    public void End(string id)
    {
        var hash = Hash(id);
        lock (_gate)
        {
            _sessions.RemoveAll(known => CryptographicOperations.FixedTimeEquals(known.Hash, hash));
        }
    }

    private static byte[] Hash(string id) => SHA256.HashData(Encoding.UTF8.GetBytes(id));
}

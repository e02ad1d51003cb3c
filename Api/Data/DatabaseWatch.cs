using Belfry.Api.Live;
using Belfry.Api.SignIn;
using Belfry.Storage;

namespace Belfry.Api.Data;

/// <summary>
/// Notices within seconds that another process changed the database, which only a restore in place does: then what is remembered of
/// sessions is forgotten, every page is told to read again, and a database without people gets its set-up token.
/// </summary>
internal sealed class DatabaseWatch(DatabaseOpening opening, Credentials credentials, OwnerSetUp setUp, Events events) : BackgroundService
{
    private static readonly TimeSpan Interval = TimeSpan.FromSeconds(3);

    private readonly SemaphoreSlim _turn = new(1);
    private long _seen;

    /// <summary>Does maintenance, which changes the database over a connection of its own, and is no restore.</summary>
    /// <param name="work">What is written to the audit log already: a restore meanwhile is known by the entry that it took away.</param>
    /// <param name="cancellation">Gives up waiting for the last look.</param>
    public async Task<T> OverlookAsync<T>(Func<Task<T>> work, CancellationToken cancellation)
    {
        await _turn.WaitAsync(cancellation);
        try
        {
            await LookAsync(cancellation);
            var entry = await opening.Database.WriteAsync(session => session.QueryInt64("select max(seq) from audit"), cancellation);
            var result = await work();
            var (isThere, version) = await opening.Database.WriteAsync(
                session => (session.QueryInt64("select exists (select 1 from audit where seq = ?1)", entry) == 1, session.QueryInt64("pragma data_version")),
                CancellationToken.None);
            if (isThere)
            {
                _seen = version;
            }

            return result;
        }
        finally
        {
            _turn.Release();
        }
    }

    public override void Dispose()
    {
        _turn.Dispose();
        base.Dispose();
    }

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        using var timer = new PeriodicTimer(Interval);
        while (await timer.WaitForNextTickAsync(stoppingToken))
        {
            if (!opening.IsDone)
            {
                continue;
            }

            await _turn.WaitAsync(stoppingToken);
            try
            {
                await LookAsync(stoppingToken);
            }
            catch (Exception passing) when (passing is StorageException or BadHttpRequestException)
            {
                // Locked, by the restore perhaps, or closed, or too many passwords are being hashed: asked again at the next tick.
            }
            finally
            {
                _turn.Release();
            }
        }
    }

    private async Task LookAsync(CancellationToken cancellation)
    {
        // On the writer's connection, whose own commits do not count.
        var version = await opening.Database.WriteAsync(session => session.QueryInt64("pragma data_version"), cancellation);
        if (_seen != 0 && version != _seen)
        {
            events.Publish(EventKind.Reset, null, null, Audience.Everybody);
            credentials.ForgetAll();
            await setUp.PrepareAsync(opening.Database);
        }

        _seen = version;
    }
}

using Belfry.Api.Data;
using Belfry.Storage;
using Belfry.Storage.Sqlite;
using Belfry.Storage.Uploads;
using Microsoft.Extensions.Options;

namespace Belfry.Api.Retention;

/// <summary>
/// Removes for good, every hour: what lay in the bin for <see cref="RetentionOptions.BinDays"/>, pictures that no item named for as long, and all but the
/// newest <see cref="MaxAuditEntries"/> of the audit log. In small writes, between those of others.
/// </summary>
internal sealed partial class Purge(DatabaseOpening opening, IServiceProvider services, IOptions<RetentionOptions> options, TimeProvider time, ILogger<Purge> logger)
    : BackgroundService
{
    public const int MaxAuditEntries = 100_000;
    private const int AtOnce = 200;
    private static readonly TimeSpan Interval = TimeSpan.FromHours(1);

    /// <summary>Each removes some of what is older than ?1; the items of a list first, so that none goes with thousands at once.</summary>
    private static readonly string[] FromTheBin =
    [
        "delete from items where seq in (select seq from items where deleted_at < ?1 limit ?2)",
        "delete from items where seq in (select i.seq from lists l join items i on i.list_seq = l.seq where l.deleted_at < ?1 limit ?2)",
        "delete from lists where seq in (select seq from lists where deleted_at < ?1 limit ?2)",
    ];

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        using var timer = new PeriodicTimer(Interval, time);
        while (await timer.WaitForNextTickAsync(stoppingToken))
        {
            try
            {
                await RunAsync(stoppingToken);
            }
            catch (Exception passing) when (passing is StorageException or IOException)
            {
                LogPassing(passing);
            }
        }
    }

    internal async Task RunAsync(CancellationToken cancellation)
    {
        var database = opening.Database;
        var before = time.GetUtcNow().AddDays(-options.Value.BinDays).ToUnixTimeMilliseconds();
        foreach (var sql in FromTheBin)
        {
            while (await database.WriteAsync(session => session.Execute(sql, before, AtOnce), cancellation, "EmptyBin") == AtOnce)
            {
            }
        }

        await database.WriteAsync(session => session.Execute("delete from audit where seq <= (select max(seq) from audit) - ?1", MaxAuditEntries), cancellation, "TrimAudit");
        await PurgePicturesAsync(database, services.GetRequiredService<UploadFolder>(), before, cancellation);
    }

    /// <summary>A picture that no item names is noted with the time, and its file removed when that is long enough ago and it was not sent again meanwhile.</summary>
    private async Task PurgePicturesAsync(Database database, UploadFolder uploads, long before, CancellationToken cancellation)
    {
        var unused = uploads.Names().ToHashSet();
        foreach (var named in await database.ReadAsync(session => session.Query("select pictures from items where pictures <> ''", static row => row.GetString(0)), cancellation, "NamedPictures"))
        {
            unused.ExceptWith(named.Split(' '));
        }

        var noted = await database.ReadAsync(session => session.Query("select sha256 from unused_pictures", static row => row.GetString(0)), cancellation, "UnusedPictures");
        var now = time.GetUtcNow().ToUnixTimeMilliseconds();
        await InPartsAsync(noted.Except(unused), (session, name) => session.Execute("delete from unused_pictures where sha256 = ?1", name));
        await InPartsAsync(unused.Except(noted), (session, name) => session.Execute("insert or ignore into unused_pictures values (?1, ?2)", name, now));
        await InPartsAsync(unused, (session, name) =>
        {
            if (session.QueryInt64("select since from unused_pictures where sha256 = ?1", name) < before)
            {
                uploads.RemoveUntouchedSince(name, DateTimeOffset.FromUnixTimeMilliseconds(before));
            }
        });

        async Task InPartsAsync(IEnumerable<string> names, Action<SqliteSession, string> act)
        {
            foreach (var part in names.Chunk(AtOnce))
            {
                await database.WriteAsync(
                    session =>
                    {
                        Array.ForEach(part, name => act(session, name));
                        return part.Length;
                    },
                    cancellation,
                    "PurgePictures");
            }
        }
    }

    [LoggerMessage(Level = LogLevel.Warning, Message = "What is due was not removed; it is tried again in an hour.")]
    private partial void LogPassing(Exception failure);
}

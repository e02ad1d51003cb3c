using Belfry.Api.Data;
using Belfry.Storage;
using Belfry.Storage.Sqlite;
using Belfry.Storage.Uploads;
using Microsoft.Extensions.Options;

namespace Belfry.Api.Retention;

/// <summary>
/// Removes for good, soon after the start and every hour: what lay in the bin for <see cref="RetentionOptions.BinDays"/>, pictures that no item named for as long,
/// what is left of uploads that were cut off, and all but the newest <see cref="MaxAuditEntries"/> of the audit log. In small writes, between those of others.
/// </summary>
internal sealed partial class Purge(DatabaseOpening opening, IServiceProvider services, IOptions<RetentionOptions> options, TimeProvider time, ILogger<Purge> logger)
    : BackgroundService
{
    public const int MaxAuditEntries = 100_000;
    private const int AtOnce = 200;

    /// <summary>Removes some of what comes before the newest ?1.</summary>
    private const string FromTheAudit = "delete from audit where seq in (select seq from audit where seq <= (select max(seq) from audit) - ?1 limit ?2)";

    private static readonly TimeSpan Soon = TimeSpan.FromMinutes(1);
    private static readonly TimeSpan Interval = TimeSpan.FromHours(1);
    private static readonly TimeSpan LongestUpload = TimeSpan.FromDays(1);

    /// <summary>Each removes some of what is older than ?1; the items of a list first, so that none goes with thousands at once.</summary>
    private static readonly string[] FromTheBin =
    [
        "delete from items where seq in (select seq from items where deleted_at < ?1 limit ?2)",
        "delete from items where seq in (select i.seq from lists l join items i on i.list_seq = l.seq where l.deleted_at < ?1 limit ?2)",
        "delete from lists where seq in (select seq from lists where deleted_at < ?1 limit ?2)",
    ];

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        using var timer = new PeriodicTimer(Soon, time);
        while (await timer.WaitForNextTickAsync(stoppingToken))
        {
            timer.Period = opening.IsDone ? Interval : Soon;
            try
            {
                if (opening.IsDone)
                {
                    await RunAsync(stoppingToken);
                }
            }
            catch (Exception passing) when (passing is StorageException or IOException or UnauthorizedAccessException)
            {
                LogPassing(passing);
            }
        }
    }

    internal async Task RunAsync(CancellationToken cancellation)
    {
        var database = opening.Database;
        var before = options.Value.Start(time);
        foreach (var sql in FromTheBin)
        {
            await InPartsAsync(sql, before, "EmptyBin");
        }

        await InPartsAsync(FromTheAudit, MaxAuditEntries, "TrimAudit");
        await PurgePicturesAsync(database, services.GetRequiredService<UploadFolder>(), before, cancellation);

        async Task InPartsAsync(string sql, long bound, string operation)
        {
            while (await database.WriteAsync(session => session.Execute(sql, bound, AtOnce), cancellation, operation) == AtOnce)
            {
            }
        }
    }

    /// <summary>A picture that no item names is noted with the time, and its file removed when that is long enough ago and it was not sent again meanwhile.</summary>
    private async Task PurgePicturesAsync(Database database, UploadFolder uploads, long before, CancellationToken cancellation)
    {
        var unused = uploads.Names().ToHashSet();
        await database.ReadAsync(
            session => session.Query(
                "select pictures from items where pictures <> ''",
                row =>
                {
                    unused.ExceptWith(row.GetString(0).Split(' '));
                    return true;
                }),
            cancellation,
            "NamedPictures");
        var noted = await database.ReadAsync(session => session.Query("select sha256 from unused_pictures", static row => row.GetString(0)), cancellation, "UnusedPictures");
        var now = time.GetUtcNow().ToUnixTimeMilliseconds();
        await InPartsAsync(noted.Except(unused), (session, name) => session.Execute("delete from unused_pictures where sha256 = ?1", name));
        await InPartsAsync(unused.Except(noted), (session, name) => session.Execute("insert or ignore into unused_pictures values (?1, ?2)", name, now));

        // Asked once more: a restore may have put another database in place meanwhile.
        var due = await database.ReadAsync(
            session => session.Query("select sha256 from unused_pictures where since < ?1", static row => row.GetString(0), before), cancellation, "DuePictures");
        Remove(uploads, due.Where(unused.Contains), DateTimeOffset.FromUnixTimeMilliseconds(before));
        Remove(uploads, uploads.Unfinished(), time.GetUtcNow() - LongestUpload);

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

    private void Remove(UploadFolder uploads, IEnumerable<string> names, DateTimeOffset untouchedSince)
    {
        foreach (var name in names)
        {
            try
            {
                uploads.RemoveUntouchedSince(name, untouchedSince);
            }
            catch (Exception refusal) when (refusal is IOException or UnauthorizedAccessException)
            {
                LogKept(name, refusal);
            }
        }
    }

    [LoggerMessage(Level = LogLevel.Warning, Message = "What is due was not removed; it is tried again in an hour.")]
    private partial void LogPassing(Exception failure);

    [LoggerMessage(Level = LogLevel.Warning, Message = "The file {Name} of the uploads was not removed; it is tried again in an hour.")]
    private partial void LogKept(string name, Exception failure);
}

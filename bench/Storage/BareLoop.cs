using System.Diagnostics;
using SQLitePCL;

namespace Belfry.Bench.Storage;

/// <summary>What the machine allows one caller: the same row without our code, and the flush alone.</summary>
internal static class BareLoop
{
    /// <summary>What such a commit adds to the WAL: a leaf of the table and one of the index, each with its frame header.</summary>
    private const int CommitBytes = 2 * (4096 + 24);

    /// <summary>One connection that does nothing but begin, insert and commit: commits per second.</summary>
    public static double Sqlite(string folder, TimeSpan time)
    {
        Batteries_V2.Init();
        Check(raw.sqlite3_open(Path.Combine(folder, "bare.db"), out var connection));
        using var closing = connection;
        foreach (var sql in (string[])["pragma journal_mode = wal", "pragma synchronous = full", "pragma wal_autocheckpoint = 0", .. RowsTable.Sql.Split(';')])
        {
            Check(raw.sqlite3_exec(connection, sql));
        }

        using var begin = Prepare(connection, "begin immediate");
        using var insert = Prepare(connection, RowsTable.Insert);
        using var commit = Prepare(connection, "commit");
        return PerSecond(time, row =>
        {
            Run(begin);
            Check(raw.sqlite3_bind_int64(insert, 1, 0));
            Check(raw.sqlite3_bind_int64(insert, 2, row));
            Check(raw.sqlite3_bind_text(insert, 3, RowsTable.Text));
            Run(insert);
            Run(commit);
        });
    }

    /// <summary>A write of a commit's size at the end of a file and its flush: writes per second.</summary>
    public static double Flush(string folder, TimeSpan time)
    {
        using var file = File.OpenHandle(Path.Combine(folder, "flushed"), FileMode.Create, FileAccess.Write);
        var bytes = new byte[CommitBytes];
        return PerSecond(time, row =>
        {
            RandomAccess.Write(file, bytes, row * bytes.Length);
            RandomAccess.FlushToDisk(file);
        });
    }

    private static double PerSecond(TimeSpan time, Action<long> work)
    {
        var (done, clock) = (0L, Stopwatch.StartNew());
        for (; clock.Elapsed < time; done++)
        {
            work(done);
        }

        return done / clock.Elapsed.TotalSeconds;
    }

    private static sqlite3_stmt Prepare(sqlite3 connection, string sql)
    {
        Check(raw.sqlite3_prepare_v2(connection, sql, out var statement));
        return statement;
    }

    private static void Run(sqlite3_stmt statement)
    {
        Check(raw.sqlite3_step(statement) == raw.SQLITE_DONE ? raw.SQLITE_OK : raw.SQLITE_ERROR);
        Check(raw.sqlite3_reset(statement));
    }

    private static void Check(int code)
    {
        if (code != raw.SQLITE_OK)
        {
            throw new InvalidOperationException($"SQLite answered {code}.");
        }
    }
}

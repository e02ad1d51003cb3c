using SQLitePCL;

namespace Belfry.Bench.Backup;

/// <summary>One connection that does nothing but begin, insert and commit: any program's database, without our code.</summary>
internal sealed class BareConnection : IDisposable
{
    private readonly sqlite3 _connection;
    private readonly sqlite3_stmt _begin;
    private readonly sqlite3_stmt _insert;
    private readonly sqlite3_stmt _commit;

    /// <param name="path">The database; its table is made when it is not there.</param>
    /// <param name="synchronous"><c>full</c>: a commit is flushed before it is told; <c>normal</c>: it may be lost with the power.</param>
    public BareConnection(string path, string synchronous)
    {
        Batteries_V2.Init();
        Check(raw.sqlite3_open(path, out _connection));
        foreach (var sql in (string[])["pragma journal_mode = wal", $"pragma synchronous = {synchronous}", "pragma wal_autocheckpoint = 0", "pragma busy_timeout = 5000", RowsTable.Sql])
        {
            Check(raw.sqlite3_exec(_connection, sql));
        }

        _begin = Prepare("begin immediate");
        _insert = Prepare(RowsTable.Insert);
        _commit = Prepare("commit");
    }

    public void Commit(long row)
    {
        Run(_begin);
        Check(raw.sqlite3_bind_int64(_insert, 1, 0));
        Check(raw.sqlite3_bind_int64(_insert, 2, row));
        Check(raw.sqlite3_bind_text(_insert, 3, RowsTable.Text));
        Run(_insert);
        Run(_commit);
    }

    public void Dispose()
    {
        _begin.Dispose();
        _insert.Dispose();
        _commit.Dispose();
        _connection.Dispose();
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

    private sqlite3_stmt Prepare(string sql)
    {
        Check(raw.sqlite3_prepare_v2(_connection, sql, out var statement));
        return statement;
    }
}

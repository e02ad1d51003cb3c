using SQLitePCL;

namespace Belfry.Storage.Sqlite;

/// <summary>One prepared statement of a session.</summary>
internal sealed class SqliteStatement(sqlite3_stmt handle, string sql)
{
    public sqlite3_stmt Handle { get; } = handle;

    public string Sql { get; } = sql;

    public int ParameterCount { get; } = raw.sqlite3_bind_parameter_count(handle);

    /// <summary>Set while rows are being read, so that a nested call with the same text does not reset the running one.</summary>
    public bool InUse { get; set; }

    /// <summary>Whether the session keeps it for the next execution; if not, the end of the present one is its end.</summary>
    public bool Cached { get; set; }

    /// <summary>Ends the execution and drops the bound values, so that the cache does not pin large texts and blobs.</summary>
    public void Reset()
    {
        if (!Cached)
        {
            Handle.Dispose(); // here, not by the garbage collector: its thread would enter a connection that has no mutex
            return;
        }

        raw.sqlite3_reset(Handle);
        if (ParameterCount > 0)
        {
            raw.sqlite3_clear_bindings(Handle);
        }

        InUse = false;
    }
}

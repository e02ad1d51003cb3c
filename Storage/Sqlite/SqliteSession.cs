using SQLitePCL;

namespace Belfry.Storage.Sqlite;

/// <summary>
/// One SQLite connection with its prepared statements. Used by one thread at a time; a session given to a read or a write is
/// valid only until the work returns. Parameters are positional: ?1, ?2 and so on.
/// </summary>
public sealed partial class SqliteSession : IDisposable
{
    private const int MaxCachedStatements = 256;

    private readonly Dictionary<string, SqliteStatement> _statements = new(StringComparer.Ordinal);

    internal SqliteSession(sqlite3 handle, string path)
    {
        Handle = handle;
        Path = path;
    }

    /// <summary>The database file of this connection.</summary>
    public string Path { get; }

    internal sqlite3 Handle { get; }

    /// <summary>Keeps the WAL as it is when this connection is the last one that closes: by itself it would copy the WAL into the file, and commits that nobody followed yet would be nowhere else.</summary>
    internal void LeaveWalOnClose()
    {
        const int noCheckpointOnClose = 1006; // SQLITE_DBCONFIG_NO_CKPT_ON_CLOSE
        _ = raw.sqlite3_db_config(Handle, noCheckpointOnClose, 1, out _);
    }

    /// <summary>Runs work while the triggers of the schema rest, for rows that are brought as they were. Foreign keys act as always.</summary>
    public T WithoutTriggers<T>(Func<T> work)
    {
        const int enableTrigger = 1003; // SQLITE_DBCONFIG_ENABLE_TRIGGER
        _ = raw.sqlite3_db_config(Handle, enableTrigger, 0, out _);
        try
        {
            return work();
        }
        finally
        {
            _ = raw.sqlite3_db_config(Handle, enableTrigger, 1, out _);
        }
    }

    /// <summary>Runs a statement to its end.</summary>
    /// <param name="sql">One statement. It is prepared once per connection, so build it from constants, never from values.</param>
    /// <param name="parameters">The values of ?1, ?2, ...</param>
    /// <returns>How many rows an INSERT, UPDATE or DELETE changed, not counting its triggers. Means nothing after another statement.</returns>
    /// <exception cref="StorageException">The statement is wrong, a constraint refused it, or the file failed.</exception>
    public int Execute(string sql, params ReadOnlySpan<SqliteValue> parameters)
    {
        var statement = Start(sql, parameters);
        try
        {
            while (Step(statement))
            {
            }

            return raw.sqlite3_changes(Handle);
        }
        finally
        {
            statement.Reset();
        }
    }

    /// <summary>All rows of a query, in memory: give the query a LIMIT.</summary>
    /// <param name="sql">One statement that returns rows.</param>
    /// <param name="read">Makes a value of each row.</param>
    /// <param name="parameters">The values of ?1, ?2, ...</param>
    /// <exception cref="StorageException">As for <see cref="Execute"/>.</exception>
    public List<T> Query<T>(string sql, RowReader<T> read, params ReadOnlySpan<SqliteValue> parameters)
    {
        var rows = new List<T>();
        var statement = Start(sql, parameters);
        try
        {
            while (Step(statement))
            {
                rows.Add(read(new SqliteRow(statement.Handle)));
            }

            return rows;
        }
        finally
        {
            statement.Reset();
        }
    }

    /// <summary>The first row of a query, or the default of <typeparamref name="T"/> when it returns none. Further rows are not read.</summary>
    /// <param name="sql">One statement that returns rows.</param>
    /// <param name="read">Makes a value of the row.</param>
    /// <param name="parameters">The values of ?1, ?2, ...</param>
    /// <exception cref="StorageException">As for <see cref="Execute"/>.</exception>
    public T? QueryFirstOrDefault<T>(string sql, RowReader<T> read, params ReadOnlySpan<SqliteValue> parameters)
    {
        var statement = Start(sql, parameters);
        try
        {
            if (!Step(statement))
            {
                return default;
            }

            var value = read(new SqliteRow(statement.Handle));

            // A data-changing statement with RETURNING must reach its end, or its changes are undone by the reset.
            while (raw.sqlite3_stmt_readonly(statement.Handle) == 0 && Step(statement))
            {
            }

            return value;
        }
        finally
        {
            statement.Reset();
        }
    }

    /// <summary>The first column of the first row as a 64-bit integer; 0 when there is no row or the value is NULL.</summary>
    /// <param name="sql">One statement that returns rows, such as <c>select count(*) from lists</c>.</param>
    /// <param name="parameters">The values of ?1, ?2, ...</param>
    /// <exception cref="StorageException">As for <see cref="Execute"/>.</exception>
    public long QueryInt64(string sql, params ReadOnlySpan<SqliteValue> parameters) =>
        QueryFirstOrDefault(sql, static row => row.GetInt64(0), parameters);

    /// <summary>The first column of the first row as text; null when there is no row or the value is NULL.</summary>
    /// <param name="sql">One statement that returns rows.</param>
    /// <param name="parameters">The values of ?1, ?2, ...</param>
    /// <exception cref="StorageException">As for <see cref="Execute"/>.</exception>
    public string? QueryString(string sql, params ReadOnlySpan<SqliteValue> parameters) =>
        QueryFirstOrDefault(sql, static row => row.GetStringOrNull(0), parameters);

    /// <summary>Runs each statement of a script in turn. Scripts have no parameters and are not cached.</summary>
    /// <param name="script">Any number of statements separated by semicolons.</param>
    /// <exception cref="StorageException">As for <see cref="Execute"/>; statements before the wrong one have run.</exception>
    public void ExecuteScript(string script)
    {
        var rest = script;
        while (!string.IsNullOrWhiteSpace(rest))
        {
            var code = raw.sqlite3_prepare_v2(Handle, rest, out var handle, out var tail);
            Check(code, rest);
            rest = tail;
            if (handle is null || handle.IsInvalid)
            {
                continue; // only a comment or white space was left
            }

            using (handle)
            {
                do
                {
                    code = raw.sqlite3_step(handle);
                }
                while (code == raw.SQLITE_ROW);

                Check(code == raw.SQLITE_DONE ? raw.SQLITE_OK : code, raw.sqlite3_sql(handle).utf8_to_string());
            }
        }
    }

    /// <summary>Closes the connection and its statements.</summary>
    public void Dispose()
    {
        ClearStatements();
        Handle.Dispose();
    }

    private SqliteStatement Start(string sql, ReadOnlySpan<SqliteValue> parameters)
    {
        var statement = Prepare(sql);
        try
        {
            Bind(statement, parameters);
            statement.InUse = true;
            return statement;
        }
        catch
        {
            statement.Reset();
            throw;
        }
    }

    private void Bind(SqliteStatement statement, ReadOnlySpan<SqliteValue> parameters)
    {
        if (parameters.Length != statement.ParameterCount)
        {
            throw new StorageException(
                StorageError.Statement,
                Path,
                $"Cannot run \"{Shorten(statement.Sql)}\".",
                $"It has {statement.ParameterCount} parameters, but {parameters.Length} values were given.",
                "Pass one value per parameter.");
        }

        for (var i = 0; i < parameters.Length; i++)
        {
            Check(parameters[i].Bind(statement.Handle, i + 1), statement.Sql);
        }
    }

    private SqliteStatement Prepare(string sql)
    {
        var known = _statements.TryGetValue(sql, out var statement);
        if (known && !statement!.InUse)
        {
            return statement;
        }

        if (_statements.Count == MaxCachedStatements)
        {
            ClearStatements();
        }

        Check(raw.sqlite3_prepare_v3(Handle, sql, raw.SQLITE_PREPARE_PERSISTENT, out var handle), sql);
        statement = new SqliteStatement(handle, sql);
        statement.Cached = _statements.TryAdd(sql, statement); // not when a nested call runs the text of the outer one
        return statement;
    }

    private bool Step(SqliteStatement statement)
    {
        var code = raw.sqlite3_step(statement.Handle);
        if (code == raw.SQLITE_ROW)
        {
            return true;
        }

        if (code != raw.SQLITE_DONE)
        {
            throw SqliteFault.From(Handle, code, Path, $"Cannot run \"{Shorten(statement.Sql)}\".");
        }

        return false;
    }

    private void Check(int code, string sql)
    {
        if (code != raw.SQLITE_OK)
        {
            throw SqliteFault.From(Handle, code, Path, $"Cannot run \"{Shorten(sql)}\".");
        }
    }

    private void ClearStatements()
    {
        foreach (var statement in _statements.Values)
        {
            statement.Cached = false;
            if (!statement.InUse)
            {
                statement.Reset();
            }
        }

        _statements.Clear();
    }

    private static string Shorten(string sql) => sql.Length <= 200 ? sql : string.Concat(sql.AsSpan(0, 200), "...");
}

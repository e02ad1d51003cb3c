using System.IO.Compression;
using Microsoft.Data.Sqlite;
using SQLitePCL;

namespace Belfry.Dashboard.Runs;

/// <summary>
/// The telemetry of one run in a SQLite file: every export request as it was accepted, compressed, in order of arrival.
/// Bounded by the number of bytes given, and <see cref="MaxWalBytes"/> beside them; emptied of its oldest requests when that is reached.
/// </summary>
internal sealed class RunFile : IDisposable
{
    /// <summary>Share of the bound that is freed at once, so that making room is rare.</summary>
    private const int FreedPart = 10;

    /// <summary>What the write-ahead log beside the file shrinks to after each checkpoint; between two it may hold one batch of requests more.</summary>
    private const int MaxWalBytes = 4 * 1024 * 1024;

    private readonly SqliteConnection _connection;
    private readonly long _maxBytes;

    private RunFile(SqliteConnection connection, long maxBytes) => (_connection, _maxBytes) = (connection, maxBytes);

    public static RunFile Create(string path, long maxBytes)
    {
        // Made first, so that nobody but the owner ever may read it.
        var creation = new FileStreamOptions { Mode = FileMode.CreateNew, Access = FileAccess.Write };
        if (!OperatingSystem.IsWindows())
        {
            creation.UnixCreateMode = UnixFileMode.UserRead | UnixFileMode.UserWrite;
        }

        new FileStream(path, creation).Dispose();
        var file = new RunFile(Open(path, SqliteOpenMode.ReadWrite), maxBytes);
        // Telemetry may lose its last moments to a power cut; a process that is killed loses nothing that was committed.
        file.Execute($"""
            pragma journal_mode=wal;
            pragma cache_size=-512;
            pragma journal_size_limit={MaxWalBytes};
            pragma synchronous=off;
            create table request (id integer primary key, signal integer not null, at integer not null, body blob not null);
            """);
        return file;
    }

    /// <summary>Feeds the requests of a file to a reader, oldest first.</summary>
    public static void Read(string path, Action<Signal, byte[]> reader)
    {
        using var connection = Open(path, SqliteOpenMode.ReadWrite); // a file left by a killed process is put in order by opening it
        using var command = connection.CreateCommand();
        command.CommandText = "select signal, body from request order by id";
        using var rows = command.ExecuteReader();
        while (rows.Read())
        {
            using var packed = new DeflateStream(new MemoryStream((byte[])rows[1]), CompressionMode.Decompress);
            using var body = new MemoryStream();
            packed.CopyTo(body);
            reader((Signal)rows.GetInt32(0), body.ToArray());
        }
    }

    /// <summary>Writes several requests in one transaction.</summary>
    public void Write(IReadOnlyList<RecordedRequest> requests)
    {
        using (var transaction = _connection.BeginTransaction())
        {
            foreach (var request in requests)
            {
                Insert(request);
            }

            transaction.Commit();
        }

        // Deleting frees pages inside the file; the requests that come next use them, so that it stops growing here.
        while (Read("page_count") - Read("freelist_count") > _maxBytes / Read("page_size"))
        {
            Execute($"delete from request where id < (select min(id) + (max(id) - min(id)) / {FreedPart} + 1 from request)");
        }
    }

    public void Clear() => Execute("delete from request");

    public void Dispose() => _connection.Dispose();

    private static SqliteConnection Open(string path, SqliteOpenMode mode)
    {
        SQLitePCL.Batteries_V2.Init();
        var connection = new SqliteConnection(new SqliteConnectionStringBuilder { DataSource = path, Mode = mode, Pooling = false }.ToString());
        connection.Open();
        return connection;
    }

    /// <summary>Through the C interface, which takes the bytes where they are: as parameter values they would be copied into fresh arrays.</summary>
    private void Insert(RecordedRequest request)
    {
        Check(raw.sqlite3_prepare_v2(_connection.Handle, "insert into request (signal, at, body) values (?, ?, ?)", out var statement));
        using (statement)
        {
            Check(raw.sqlite3_bind_int(statement, 1, (int)request.Signal));
            Check(raw.sqlite3_bind_int64(statement, 2, request.At.ToUnixTimeMilliseconds()));
            Check(raw.sqlite3_bind_blob(statement, 3, request.Packed));
            Check(raw.sqlite3_step(statement));
        }
    }

    private void Check(int result)
    {
        if (result is not (raw.SQLITE_OK or raw.SQLITE_DONE))
        {
            SqliteException.ThrowExceptionForRC(result, _connection.Handle);
        }
    }

    private long Read(string pragma)
    {
        using var command = _connection.CreateCommand();
        command.CommandText = $"pragma {pragma}";
        return (long)command.ExecuteScalar()!;
    }

    private void Execute(string sql)
    {
        using var command = _connection.CreateCommand();
        command.CommandText = sql;
        command.ExecuteNonQuery();
    }
}

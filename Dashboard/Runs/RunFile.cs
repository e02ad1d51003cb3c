using System.IO.Compression;
using Microsoft.Data.Sqlite;

namespace Belfry.Dashboard.Runs;

/// <summary>
/// The telemetry of one run in a SQLite file: every export request as it was accepted, compressed, in order of arrival.
/// Bounded by the number of bytes given; emptied of its oldest requests when that is reached.
/// </summary>
internal sealed class RunFile : IDisposable
{
    /// <summary>Share of the bound that is freed at once, so that making room is rare.</summary>
    private const int FreedPart = 10;

    private readonly SqliteConnection _connection;
    private readonly long _maxBytes;
    private long _bytes;

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
        file.Execute("""
            pragma journal_mode=wal;
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
        using var transaction = _connection.BeginTransaction();
        using var command = _connection.CreateCommand();
        command.CommandText = "insert into request (signal, at, body) values ($signal, $at, $body)";
        var signal = command.Parameters.Add("$signal", SqliteType.Integer);
        var at = command.Parameters.Add("$at", SqliteType.Integer);
        var body = command.Parameters.Add("$body", SqliteType.Blob);
        foreach (var request in requests)
        {
            var packed = Pack(request.Body.Span);
            (signal.Value, at.Value, body.Value) = ((int)request.Signal, request.At.ToUnixTimeMilliseconds(), packed);
            command.ExecuteNonQuery();
            _bytes += packed.Length;
        }

        transaction.Commit();
        if (_bytes > _maxBytes)
        {
            MakeRoom();
        }
    }

    public void Clear()
    {
        Execute("delete from request");
        _bytes = 0;
    }

    public void Dispose() => _connection.Dispose();

    private static SqliteConnection Open(string path, SqliteOpenMode mode)
    {
        SQLitePCL.Batteries_V2.Init();
        var connection = new SqliteConnection(new SqliteConnectionStringBuilder { DataSource = path, Mode = mode, Pooling = false }.ToString());
        connection.Open();
        return connection;
    }

    private static byte[] Pack(ReadOnlySpan<byte> body)
    {
        var packed = new MemoryStream();
        using (var deflate = new DeflateStream(packed, CompressionLevel.Fastest, leaveOpen: true))
        {
            deflate.Write(body);
        }

        return packed.ToArray();
    }

    private void MakeRoom()
    {
        // Freed pages are used again, so that the file stops growing here.
        Execute($"delete from request where id < (select min(id) + (max(id) - min(id)) / {FreedPart} + 1 from request)");
        using var command = _connection.CreateCommand();
        command.CommandText = "select coalesce(sum(length(body)), 0) from request";
        _bytes = (long)command.ExecuteScalar()!;
    }

    private void Execute(string sql)
    {
        using var command = _connection.CreateCommand();
        command.CommandText = sql;
        command.ExecuteNonQuery();
    }
}

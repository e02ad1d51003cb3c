using Belfry.Storage.Sqlite;

namespace Belfry.Storage.Wal;

/// <summary>
/// A read transaction held open on a connection of its own, and what it sees. While it lasts, nobody can restart the WAL past its frontier: either
/// it needs the WAL and its read mark forbids the restart, or it needs nothing of the WAL because the database file already has everything.
/// </summary>
internal sealed class ReadHold : IDisposable
{
    public ReadHold(string path)
    {
        Session = new SessionFactory(path, new DatabaseOptions { Path = path }).Open();
    }

    public SqliteSession Session { get; }

    /// <summary>What the present transaction sees.</summary>
    public CommitFrontier Frontier { get; private set; }

    /// <summary>When the present transaction began.</summary>
    public DateTimeOffset Time { get; private set; }

    /// <summary>Opens a connection to a database that exists and is in WAL mode, and begins to read.</summary>
    /// <exception cref="StorageException"><see cref="StorageError.NotFound"/>, <see cref="StorageError.NotADatabase"/> or <see cref="StorageError.Corrupt"/>.</exception>
    public static ReadHold Open(string path)
    {
        if (!File.Exists(path))
        {
            throw new StorageException(
                StorageError.NotFound, path, $"Cannot back up {path}.", "The file does not exist.", "Check the path, or start the application first: it creates the file.");
        }

        return Open(path, static hold => hold.RefuseOtherJournal());
    }

    /// <summary>Begins to read a copy that nobody else uses, in whatever journal mode.</summary>
    public static ReadHold OpenCopy(string path) => Open(path, static _ => { });

    private static ReadHold Open(string path, Action<ReadHold> check)
    {
        var hold = new ReadHold(path);
        try
        {
            check(hold);
            hold.Begin();
            return hold;
        }
        catch
        {
            hold.Dispose();
            throw;
        }
    }

    /// <summary>Begins to read at the newest commit.</summary>
    public void Begin()
    {
        try
        {
            Session.Execute("begin");
            Session.QueryInt64("select 1 from sqlite_schema limit 1"); // BEGIN alone does not start to read
            Time = DateTimeOffset.UtcNow;
            Frontier = CommitFrontier.Of(Session);
        }
        catch
        {
            End(); // a transaction that reads nothing protects nothing
            throw;
        }
    }

    public void End() => Session.RollBack();

    public void Dispose() => Session.Dispose();

    private void RefuseOtherJournal()
    {
        var mode = Session.QueryString("pragma journal_mode");
        if (mode != DatabaseProbe.Wal)
        {
            throw new StorageException(
                StorageError.NotADatabase,
                Session.Path,
                $"Cannot back up {Session.Path}.",
                $"It is in journal mode {mode}, not wal.",
                "Switch it once with: pragma journal_mode = wal");
        }
    }
}

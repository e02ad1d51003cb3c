using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using SQLitePCL;

namespace Belfry.Storage.Sqlite;

/// <summary>The SQLite functions that SQLitePCLRaw 2.0 lacks: sqlite3_file_control, and through it the database file itself, and sqlite3_wal_hook.</summary>
internal static unsafe partial class SqliteNative
{
    private const int FilePointer = 7; // SQLITE_FCNTL_FILE_POINTER
    private const int MovedFile = 20; // SQLITE_FCNTL_HAS_MOVED
    private const int NormalSync = 2; // SQLITE_SYNC_NORMAL
    private const int ShortRead = 522; // SQLITE_IOERR_SHORT_READ: the rest of the buffer was filled with zeroes

    /// <summary>
    /// Reads bytes of the database file through the descriptor that this connection already has. Opening and closing the file a second
    /// time would drop every POSIX lock that this process has on it (sqlite.org/howtocorrupt.html, section 2.2).
    /// </summary>
    /// <returns>False when the file ends before the buffer is full; the rest is zero then.</returns>
    public static bool ReadFile(SqliteSession session, long offset, Span<byte> buffer)
    {
        void* file;
        var code = sqlite3_file_control(session.Handle, "main", FilePointer, &file);
        if (code == raw.SQLITE_OK)
        {
            var read = (delegate* unmanaged[Cdecl]<void*, void*, int, long, int>)Methods(file)[2];
            fixed (byte* start = buffer)
            {
                code = read(file, start, buffer.Length, offset);
            }
        }

        return code switch
        {
            raw.SQLITE_OK => true,
            ShortRead => false,
            _ => throw SqliteFault.Describe(code, "reading the database file failed", session.Path, $"Cannot read {session.Path}."),
        };
    }

    /// <summary>Flushes the database file, through the same descriptor.</summary>
    public static void FlushFile(SqliteSession session)
    {
        void* file;
        var code = sqlite3_file_control(session.Handle, "main", FilePointer, &file);
        if (code == raw.SQLITE_OK)
        {
            code = ((delegate* unmanaged[Cdecl]<void*, int, int>)Methods(file)[5])(file, NormalSync);
        }

        if (code != raw.SQLITE_OK)
        {
            throw SqliteFault.Describe(code, "flushing the database file failed", session.Path, $"Cannot flush {session.Path}.");
        }
    }

    /// <summary>Whether the path of the database no longer leads to the file that this connection opened.</summary>
    public static bool HasMoved(SqliteSession session)
    {
        var moved = 0;
        return sqlite3_file_control(session.Handle, "main", MovedFile, &moved) == raw.SQLITE_OK && moved != 0;
    }

    /// <summary>Has the connection write the pages of the WAL there after each of its commits; null ends that.</summary>
    public static void OnCommit(SqliteSession session, int* pages) => _ = sqlite3_wal_hook(session.Handle, pages is null ? null : &KeepPages, pages);

    /// <summary>struct sqlite3_file { const sqlite3_io_methods *pMethods; }; methods: int iVersion; xClose; xRead; xWrite; xTruncate; xSync; ...</summary>
    private static nint* Methods(void* file) => *(nint**)file;

    [UnmanagedCallersOnly(CallConvs = [typeof(CallConvCdecl)])]
    private static int KeepPages(void* kept, void* database, byte* name, int pages)
    {
        *(int*)kept = pages;
        return raw.SQLITE_OK;
    }

    [LibraryImport("e_sqlite3")]
    [DefaultDllImportSearchPaths(DllImportSearchPath.AssemblyDirectory | DllImportSearchPath.SafeDirectories)]
    private static partial void* sqlite3_wal_hook(sqlite3 database, delegate* unmanaged[Cdecl]<void*, void*, byte*, int, int> hook, void* state);

    [LibraryImport("e_sqlite3", StringMarshalling = StringMarshalling.Utf8)]
    [DefaultDllImportSearchPaths(DllImportSearchPath.AssemblyDirectory | DllImportSearchPath.SafeDirectories)]
    private static partial int sqlite3_file_control(sqlite3 database, string name, int operation, void* argument);
}

using System.Runtime.InteropServices;
using Belfry.Storage.Sqlite;

namespace Belfry.Storage.Writing;

/// <summary>
/// How much of the WAL is in use, as SQLite tells with each commit of a connection (sqlite.org/c3ref/wal_hook.html). The file would not tell: it keeps its length
/// when it is begun anew.
/// </summary>
internal sealed unsafe class WalLength : IDisposable
{
    private readonly SqliteSession _writing;
    private readonly long _pageSize;
    private int* _pages;

    public WalLength(SqliteSession writing)
    {
        _writing = writing;
        _pageSize = writing.QueryInt64("pragma page_size");
        _pages = (int*)NativeMemory.AllocZeroed(sizeof(int));
        SqliteNative.OnCommit(writing, _pages);
    }

    /// <summary>After the last commit of the connection, commits of others before it included.</summary>
    public long Bytes => *_pages * _pageSize;

    public void Dispose()
    {
        if (_pages is null)
        {
            return;
        }

        if (!_writing.Handle.IsClosed)
        {
            SqliteNative.OnCommit(_writing, null);
        }

        NativeMemory.Free(_pages);
        _pages = null;
    }
}

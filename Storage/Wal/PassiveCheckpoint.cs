using Belfry.Storage.Sqlite;

namespace Belfry.Storage.Wal;

/// <summary>A checkpoint that waits for nobody and makes nobody wait (sqlite.org/pragma.html#pragma_wal_checkpoint).</summary>
/// <param name="Busy">Whether another connection was at it; the numbers mean nothing then.</param>
/// <param name="Frames">How many pages the WAL holds.</param>
/// <param name="Copied">How many of them are in the database file now.</param>
internal readonly record struct PassiveCheckpoint(bool Busy, long Frames, long Copied)
{
    /// <summary>Copies what readers let it.</summary>
    public static PassiveCheckpoint Run(SqliteSession session) => session.QueryFirstOrDefault(
        "pragma wal_checkpoint(passive)", static row => new PassiveCheckpoint(row.GetInt64(0) != 0, row.GetInt64(1), row.GetInt64(2)));
}

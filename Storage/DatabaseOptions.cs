using System.Data.Common;
using System.Numerics;

namespace Belfry.Storage;

/// <summary>How a <see cref="Database"/> opens its file and how much it may use. The path is required; every limit has a default.</summary>
public sealed class DatabaseOptions
{
    /// <summary>The database file, such as <c>/data/app.db</c>. It and its folder are created, for the owner only, when they do not exist.</summary>
    public required string Path { get; init; }

    /// <summary>How long a statement waits for a lock of another process before it fails. Default 5 s.</summary>
    public TimeSpan BusyTimeout { get; init; } = TimeSpan.FromSeconds(5);

    /// <summary>The most requests that may wait for the writer. Default 10,000. Beyond it callers wait up to <see cref="QueueTimeout"/>.</summary>
    public int QueueCapacity { get; init; } = 10_000;

    /// <summary>How long a caller waits for a place in the full queue, or for a free reader, before it is refused. Default 2 s.</summary>
    public TimeSpan QueueTimeout { get; init; } = TimeSpan.FromSeconds(2);

    /// <summary>The most requests in one commit. Default 1,000.</summary>
    public int MaxBatchRequests { get; init; } = 1_000;

    /// <summary>After this time a batch takes no further request and commits. Default 4 ms.</summary>
    public TimeSpan MaxBatchTime { get; init; } = TimeSpan.FromMilliseconds(4);

    /// <summary>The number of reading connections, opened when first needed. Default: two per processor, at least 4.</summary>
    public int MaxReaders { get; init; } = Math.Max(4, Environment.ProcessorCount * 2);

    /// <summary>How long one read may run before it is stopped. Default 10 s.</summary>
    public TimeSpan ReadDeadline { get; init; } = TimeSpan.FromSeconds(10);

    /// <summary>The WAL size, in bytes, beyond which the writer checkpoints between batches. Default 128 MiB: a follower, when there is one, checkpoints at less.</summary>
    public long CheckpointBytes { get; init; } = 128 << 20;

    /// <summary>
    /// The page cache of the writer, in KiB; each reader, whose cache is void with the next commit, has an eighth. Default 8 MiB: what it does not hold, the system's own cache does.
    /// </summary>
    public int CacheKibibytes { get; init; } = 8 << 10;

    /// <summary>
    /// The page size, in bytes, of a file that is new; one that exists keeps its own. A power of two from 512 to 65,536; default 4,096, as SQLite's. Where rows come
    /// one by one, to places all over a file, smaller pages make less to commit, to archive and to keep.
    /// </summary>
    /// <exception cref="ArgumentOutOfRangeException">SQLite has no pages of this size.</exception>
    public int PageSize
    {
        get;
        init => field = value is >= 512 and <= 65_536 && BitOperations.IsPow2(value)
            ? value
            : throw new ArgumentOutOfRangeException(nameof(value), value, "A page size is a power of two from 512 to 65,536.");
    } = 4_096;

    /// <summary>Options with the path of an ADO.NET connection string and defaults for the rest.</summary>
    /// <param name="connectionString">Such as <c>Data Source=/data/app.db</c>.</param>
    /// <exception cref="ArgumentException">The string has no <c>Data Source</c>.</exception>
    public static DatabaseOptions FromConnectionString(string connectionString)
    {
        var parts = new DbConnectionStringBuilder { ConnectionString = connectionString };
        return parts.TryGetValue("Data Source", out var path) && path is string { Length: > 0 } file
            ? new DatabaseOptions { Path = file }
            : throw new ArgumentException($"The connection string has no Data Source. Write it like: Data Source=/data/app.db", nameof(connectionString));
    }
}

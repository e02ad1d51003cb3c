using System.Diagnostics;
using Belfry.Storage.Sqlite;

namespace Belfry.Storage.Writing;

/// <summary>One caller's write on its way through the queue, the batch and the commit.</summary>
internal abstract class WriteRequest
{
    /// <summary>The caller's span; ended when the outcome is known.</summary>
    public Activity? Span { get; protected set; }

    /// <summary>When the caller asked, in <see cref="Stopwatch"/> ticks.</summary>
    public long QueuedAt { get; protected set; }

    /// <summary>Checked when the writer takes the request: a request that has started is committed or fails, never cancelled.</summary>
    public CancellationToken Cancellation { get; protected set; }

    /// <summary>The exception of the work, once it failed; the other requests of the batch are not touched by it.</summary>
    public Exception? Failure { get; set; }

    /// <summary>Runs the caller's work on the writer's connection and keeps its result.</summary>
    public abstract void Run(SqliteSession session);

    /// <summary>Hands the result, or the failure, to the caller.</summary>
    public abstract void Complete();
}

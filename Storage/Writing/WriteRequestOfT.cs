using System.Collections.Concurrent;
using System.Diagnostics;
using System.Threading.Tasks.Sources;
using Belfry.Storage.Sqlite;

namespace Belfry.Storage.Writing;

/// <summary>A write with a result. Instances are reused: one lives from the caller's WriteAsync until the caller took the result.</summary>
internal sealed class WriteRequest<T> : WriteRequest, IValueTaskSource<T>
{
    /// <summary>Holds at most as many as were ever waiting at once, which the queue's capacity bounds.</summary>
    private static readonly ConcurrentQueue<WriteRequest<T>> Idle = new();

    // The continuation must not run on the writer's thread: a caller's code there would hold up every commit.
    private ManualResetValueTaskSourceCore<T> _source = new() { RunContinuationsAsynchronously = true };
    private Func<SqliteSession, T>? _work;
    private T? _result;

    private WriteRequest()
    {
    }

    public static WriteRequest<T> Rent(Func<SqliteSession, T> work, Activity? span, CancellationToken cancellation)
    {
        var request = Idle.TryDequeue(out var idle) ? idle : new WriteRequest<T>();
        request._work = work;
        request.Span = span;
        request.Cancellation = cancellation;
        request.QueuedAt = Stopwatch.GetTimestamp();
        return request;
    }

    public ValueTask<T> AsValueTask() => new(this, _source.Version);

    public override void Run(SqliteSession session) => _result = _work!(session);

    public override void Complete()
    {
        if (Failure is null)
        {
            _source.SetResult(_result!);
        }
        else
        {
            _source.SetException(Failure);
        }
    }

    ValueTaskSourceStatus IValueTaskSource<T>.GetStatus(short token) => _source.GetStatus(token);

    void IValueTaskSource<T>.OnCompleted(Action<object?> continuation, object? state, short token, ValueTaskSourceOnCompletedFlags flags) =>
        _source.OnCompleted(continuation, state, token, flags);

    T IValueTaskSource<T>.GetResult(short token)
    {
        try
        {
            return _source.GetResult(token);
        }
        finally
        {
            _source.Reset();
            (_work, _result, Failure, Span, Cancellation) = (null, default, null, null, default);
            Idle.Enqueue(this);
        }
    }
}

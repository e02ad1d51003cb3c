using System.Diagnostics;
using Belfry.Storage.Sqlite;

namespace Belfry.Storage.Writing;

/// <summary>The requests of one transaction, from their first statement to the answers. One object serves one batch after the other.</summary>
internal sealed class WriteBatch(SqliteSession session, WriteQueue queue)
{
    private readonly List<WriteRequest> _requests = [];

    public int Count => _requests.Count;

    /// <summary>Takes a request in; from now on it gets an answer.</summary>
    public void Add(WriteRequest request) => _requests.Add(request);

    /// <summary>As <see cref="Add"/>, for many.</summary>
    public void AddAll(IEnumerable<WriteRequest> requests) => _requests.AddRange(requests);

    /// <summary>Runs a request in a savepoint: when it fails, the others are not touched.</summary>
    /// <exception cref="StorageException">The whole transaction is lost.</exception>
    public void Run(WriteRequest request)
    {
        if (StorageTelemetry.QueueWait.Enabled)
        {
            StorageTelemetry.QueueWait.Record(Stopwatch.GetElapsedTime(request.QueuedAt).TotalSeconds);
        }

        if (request.Cancellation.IsCancellationRequested)
        {
            request.Failure = new OperationCanceledException(request.Cancellation);
            return;
        }

        session.Execute("savepoint request");
        try
        {
            request.Run(session);
        }
        catch (Exception failure) when (session.InTransaction)
        {
            // The caller's exception belongs to the caller, whatever it is: undo this request alone.
            request.Failure = failure;
            session.Execute("rollback to request");
        }
        catch (Exception failure)
        {
            // Some failures (disk full, out of memory) make SQLite roll back the whole transaction, and the others of the batch with it.
            request.Failure = failure;
            throw Lost(failure);
        }

        if (!session.InTransaction)
        {
            throw Lost(null);
        }

        session.Execute("release request");
    }

    /// <summary>Gives the failure to those who have none of their own.</summary>
    public void Fail(StorageException failure) => _requests.ForEach(request => request.Failure ??= failure);

    /// <summary>Ends the spans and hands each caller its result, or its failure.</summary>
    public void Answer(Activity? commit)
    {
        try
        {
            foreach (var request in _requests)
            {
                EndSpan(request, commit);
            }
        }
        finally
        {
            Complete();
        }
    }

    /// <summary>Tells that nothing of this is confirmed, nor will be what comes after it.</summary>
    public void Refuse(Exception cause)
    {
        Fail(new StorageException(
            StorageError.Closed,
            session.Path,
            "The write was not confirmed.",
            $"The writer has stopped: {cause.Message}",
            "Restart the application, and read before writing again.",
            cause));
        Complete();
    }

    private StorageException Lost(Exception? cause) => new(
        cause is StorageException storage ? storage.Error : StorageError.Statement,
        session.Path,
        "The write was rolled back.",
        cause is null ? "A request of the same commit ended the transaction." : $"A request of the same commit failed: {cause.Message}",
        cause is null ? "Remove COMMIT, ROLLBACK and END from the work given to WriteAsync." : "Try again.",
        cause);

    private static void EndSpan(WriteRequest request, Activity? commit)
    {
        if (request.Span is not { } span)
        {
            return;
        }

        if (commit is not null)
        {
            span.AddLink(new ActivityLink(commit.Context));
        }

        if (request.Failure is not null)
        {
            StorageTelemetry.Fail(span, request.Failure);
        }

        span.Stop();
    }

    /// <summary>As <see cref="Answer"/>, without the spans.</summary>
    private void Complete()
    {
        foreach (var request in _requests)
        {
            request.Complete();
        }

        queue.Release(_requests.Count);
        _requests.Clear();
    }
}

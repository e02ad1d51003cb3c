using System.Runtime.CompilerServices;
using Belfry.BackupWorker.Documents;
using Belfry.BackupWorker.Protection;

namespace Belfry.BackupWorker.Jobs;

/// <summary>A job as it can be looked at and watched, by many at once, while it runs and after it.</summary>
internal sealed class Job(JobDocument document) : IProgress<Step>
{
    private readonly Lock _lock = new();
    private JobDocument _document = document;
    private TaskCompletionSource _changed = new(TaskCreationOptions.RunContinuationsAsynchronously);

    public JobDocument Document
    {
        get
        {
            lock (_lock)
            {
                return _document;
            }
        }
    }

    public bool IsRunning => Document.EndedAt is null;

    /// <summary>Told of every block of a restore; whoever watches hears of whole percents.</summary>
    public void Report(Step value)
    {
        var progress = value.Done is { } done ? Math.Round(done, 2) : (double?)null;
        Change(before => before.Step == value.Text && before.Progress == progress ? before : before with { Step = value.Text, Progress = progress });
    }

    public void Change(Func<JobDocument, JobDocument> change)
    {
        TaskCompletionSource waited;
        lock (_lock)
        {
            var changed = change(_document);
            if (ReferenceEquals(changed, _document))
            {
                return;
            }

            (_document, waited) = (changed, _changed);
            _changed = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        }

        waited.SetResult();
    }

    /// <summary>The job as it is, and again whenever it changed, to its end. A slow watcher misses what was in between.</summary>
    public async IAsyncEnumerable<JobDocument> WatchAsync([EnumeratorCancellation] CancellationToken cancellation = default)
    {
        while (true)
        {
            JobDocument document;
            Task changed;
            lock (_lock)
            {
                (document, changed) = (_document, _changed.Task);
            }

            yield return document;
            if (document.EndedAt is not null)
            {
                yield break;
            }

            await changed.WaitAsync(cancellation);
        }
    }
}

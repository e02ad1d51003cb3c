using System.Diagnostics.CodeAnalysis;
using System.Globalization;
using Belfry.BackupWorker.Databases;
using Belfry.BackupWorker.Documents;
using Belfry.BackupWorker.Notices;
using Belfry.BackupWorker.Protection;

namespace Belfry.BackupWorker.Jobs;

/// <summary>Starts what people ask for, one job at a time, and remembers the newest. Nobody who goes away stops a job; only the end of the service does.</summary>
internal sealed partial class JobBook(ConfiguredDatabase database, JobWork work, NoticeSender notices, TimeProvider time, IHostApplicationLifetime lifetime, ILogger<JobBook> logger) : IAsyncDisposable
{
    private const int Remembered = 50;

    // Of all databases: a job that is asked for at another database than its own is not found, rather than mistaken.
    private static long _count;

    private readonly Lock _lock = new();
    private readonly LinkedList<Job> _jobs = []; // newest first
    private Task _running = Task.CompletedTask;

    public IReadOnlyList<JobDocument> Newest
    {
        get
        {
            lock (_lock)
            {
                return [.. _jobs.Select(job => job.Document)];
            }
        }
    }

    public bool TryFind(string id, [NotNullWhen(true)] out Job? job)
    {
        lock (_lock)
        {
            job = _jobs.FirstOrDefault(candidate => candidate.Document.Id == id);
            return job is not null;
        }
    }

    /// <returns>False when another one is running, which <paramref name="job"/> then is.</returns>
    public bool TryStart(JobRequestDocument request, out Job job)
    {
        lock (_lock)
        {
            if (_jobs.First?.Value is { IsRunning: true } running)
            {
                job = running;
                return false;
            }

            var id = Interlocked.Increment(ref _count).ToString(CultureInfo.InvariantCulture);
            var started = new Job(new JobDocument(id, request.Kind!, JobDocument.Running, time.GetUtcNow().UtcDateTime));
            _jobs.AddFirst(job = started);
            if (_jobs.Count > Remembered)
            {
                _jobs.RemoveLast();
            }

            _running = Task.Run(() => RunAsync(request, started));
            return true;
        }
    }

    /// <summary>Waits for the end of a job that the end of the service has cancelled; what replaces the live database is not left halfway.</summary>
    public async ValueTask DisposeAsync() => await _running;

    private async Task RunAsync(JobRequestDocument request, Job job)
    {
        try
        {
            var done = await work.DoAsync(request, job, lifetime.ApplicationStopping);
            job.Change(_ => done with { State = JobDocument.Done, EndedAt = Now, Step = null, Progress = null });
            LogDone(request.Kind!, done.Summary!);
            if (done.Restored is { } restored)
            {
                notices.Post(Notice.OfRestore(database.Name, database.Headline, Now, restored));
            }
        }
        catch (Exception exception)
        {
            var fault = Faults.Of(exception);
            if (lifetime.ApplicationStopping.IsCancellationRequested)
            {
                LogStopped(request.Kind!);
            }
            else
            {
                LogFailed(fault.Code == FaultCode.Unexpected ? exception : null, request.Kind!, fault.What, fault.Why, fault.Next);
            }

            job.Change(before => before with { State = JobDocument.Failed, EndedAt = Now, Progress = null, Fault = FaultDocument.Of(Faults.ForOthers(fault)) });
        }
        finally
        {
            Memory.GiveBack();
        }
    }

    private DateTime Now => time.GetUtcNow().UtcDateTime;

    [LoggerMessage(Level = LogLevel.Information, Message = "The {Kind} that was asked for is done. {Summary}")]
    private partial void LogDone(string kind, string summary);

    [LoggerMessage(Level = LogLevel.Information, Message = "The {Kind} that was asked for was stopped with the service.")]
    private partial void LogStopped(string kind);

    [LoggerMessage(Level = LogLevel.Error, Message = "The {Kind} that was asked for failed. {What} Why: {Why} Next: {Next}")]
    private partial void LogFailed(Exception? exception, string kind, string what, string why, string next);
}

using Belfry.Storage;
using Belfry.Storage.Backup;

namespace Belfry.BackupWorker.Protection;

/// <summary>
/// The rights that one process at a time has in an archive, of each database apart: to run a job (the service's, or that of a person's <c>belfry backup</c>),
/// and to stream commits.
/// </summary>
internal static class ArchiveLock
{
    private const string JobFile = "writer.lock";
    private const string StreamFile = "stream.lock";

    /// <summary>A backup of usual size, or the housekeeping after one, has ended by then.</summary>
    public static readonly TimeSpan Patience = TimeSpan.FromSeconds(15);

    private static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(250);

    /// <summary>Null while another job is writing.</summary>
    public static IDisposable? TryTake(string workFolder) => TryTake(workFolder, JobFile);

    /// <summary>Waits some seconds for the right to run a job: on a bad day nobody should have to try again because of housekeeping.</summary>
    /// <param name="archive">The archive.</param>
    /// <param name="nothingDone">What did not happen if it stays busy, one sentence.</param>
    /// <param name="steps">Told that it waits.</param>
    /// <param name="cancellation">Stops waiting.</param>
    /// <exception cref="FaultException">Another job is still running.</exception>
    public static async Task<IDisposable> TakeAsync(Archive archive, string nothingDone, IProgress<Step>? steps, CancellationToken cancellation)
    {
        for (var waited = TimeSpan.Zero; ; waited += Pause)
        {
            if (TryTake(archive.WorkFolder) is { } turn)
            {
                return turn;
            }

            if (waited >= Patience)
            {
                throw new FaultException(Faults.ArchiveBusy(archive.Place, nothingDone));
            }

            if (waited == TimeSpan.Zero)
            {
                steps?.Report(new Step("Waiting for another job in the archive to end"));
            }

            await Task.Delay(Pause, cancellation);
        }
    }

    /// <summary>Null while a worker streams into the archive.</summary>
    public static IDisposable? TryTakeStream(string workFolder) => TryTake(workFolder, StreamFile);

    /// <summary>An archive that has a database's backups need not have its work folder: a copy of it, for one.</summary>
    private static FileStream? TryTake(string workFolder, string file)
    {
        Directory.CreateDirectory(workFolder);
        return LockFile.TryTake(Path.Combine(workFolder, file));
    }
}

using Belfry.Storage;
using Belfry.Storage.Backup.Targets;

namespace Belfry.Tests.Storage;

/// <summary>A target that stops once where a test wants: before it opens or publishes an object of a certain name. It may also refuse to delete.</summary>
internal sealed class PausingTarget(ITarget inner) : ITarget
{
    private (string Part, TaskCompletionSource Reached, TaskCompletionSource GoOn)? _pause;

    public bool MayDelete { get; set; } = true;

    public string Description => inner.Description;

    public string WorkFolder => inner.WorkFolder;

    /// <summary>Arms the pause; the next object whose name contains the text waits until the returned action is called.</summary>
    public (Task Reached, Action GoOn) PauseAt(string part)
    {
        var (reached, goOn) = (New(), New());
        _pause = (part, reached, goOn);
        return (reached.Task, goOn.SetResult);

        static TaskCompletionSource New() => new(TaskCreationOptions.RunContinuationsAsynchronously);
    }

    public Task<bool> RefusesTakenNamesAsync(CancellationToken cancellation) => inner.RefusesTakenNamesAsync(cancellation);

    public Task<TargetUpload> CreateAsync(CancellationToken cancellation) => PauseThenAsync("pins/", () => inner.CreateAsync(cancellation));

    public Task ReplaceAsync(string name, ReadOnlyMemory<byte> content, CancellationToken cancellation) => inner.ReplaceAsync(name, content, cancellation);

    public Task<Stream> OpenAsync(string name, CancellationToken cancellation) => PauseThenAsync(name, () => inner.OpenAsync(name, cancellation));

    public Task<List<StoredObject>> ListAsync(string prefix, CancellationToken cancellation) => inner.ListAsync(prefix, cancellation);

    public Task DeleteAsync(string name, CancellationToken cancellation) => MayDelete
        ? inner.DeleteAsync(name, cancellation)
        : throw new StorageException(StorageError.ArchiveUnavailable, name, "Cannot delete.", "These credentials may not.", "Use others.");

    private async Task<T> PauseThenAsync<T>(string name, Func<Task<T>> call)
    {
        if (_pause is { } pause && name.Contains(pause.Part, StringComparison.Ordinal))
        {
            _pause = null;
            pause.Reached.SetResult();
            await pause.GoOn.Task;
        }

        return await call();
    }
}

using Belfry.Storage;
using Belfry.Storage.Backup.Targets;

namespace Belfry.Tests.Storage.Mirroring;

/// <summary>A place that fails for good after a number of objects.</summary>
internal sealed class LimitedTarget(ITarget inner, int objects) : ITarget
{
    private int _left = objects;

    public string Description => inner.Description;

    public string WorkFolder => inner.WorkFolder;

    public Task<bool> RefusesTakenNamesAsync(CancellationToken cancellation) => inner.RefusesTakenNamesAsync(cancellation);

    public Task<TargetUpload> CreateAsync(CancellationToken cancellation) => Interlocked.Decrement(ref _left) >= 0
        ? inner.CreateAsync(cancellation)
        : throw new StorageException(StorageError.ArchiveUnavailable, Description, "Cannot write.", "The test says so.", "None.");

    public Task ReplaceAsync(string name, ReadOnlyMemory<byte> content, CancellationToken cancellation) => inner.ReplaceAsync(name, content, cancellation);

    public Task<Stream> OpenAsync(string name, CancellationToken cancellation) => inner.OpenAsync(name, cancellation);

    public Task<List<StoredObject>> ListAsync(string prefix, CancellationToken cancellation) => inner.ListAsync(prefix, cancellation);

    public Task DeleteAsync(string name, CancellationToken cancellation) => inner.DeleteAsync(name, cancellation);
}

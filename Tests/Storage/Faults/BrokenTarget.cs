using Belfry.Storage.Backup.Targets;

namespace Belfry.Tests.Storage.Faults;

/// <summary>A place that fails in a way that no place should.</summary>
internal sealed class BrokenTarget(ITarget inner) : ITarget
{
    private volatile Exception? _fault;

    /// <summary>Thrown instead of making or listing anything; null: all is well.</summary>
    public Exception? Fault
    {
        get => _fault;
        set => _fault = value;
    }

    public string Description => inner.Description;

    public string WorkFolder => inner.WorkFolder;

    public Task<bool> RefusesTakenNamesAsync(CancellationToken cancellation) => inner.RefusesTakenNamesAsync(cancellation);

    public Task<TargetUpload> CreateAsync(CancellationToken cancellation) => Fault is { } fault ? throw fault : inner.CreateAsync(cancellation);

    public Task ReplaceAsync(string name, ReadOnlyMemory<byte> content, CancellationToken cancellation) => inner.ReplaceAsync(name, content, cancellation);

    public Task<Stream> OpenAsync(string name, CancellationToken cancellation) => inner.OpenAsync(name, cancellation);

    public Task<List<StoredObject>> ListAsync(string prefix, CancellationToken cancellation) => Fault is { } fault ? throw fault : inner.ListAsync(prefix, cancellation);

    public Task DeleteAsync(string name, CancellationToken cancellation) => inner.DeleteAsync(name, cancellation);
}

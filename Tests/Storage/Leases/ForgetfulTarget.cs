using Belfry.Storage.Backup.Targets;

namespace Belfry.Tests.Storage.Leases;

/// <summary>A place that keeps objects well but does not refuse a taken name, as some S3 servers.</summary>
internal sealed class ForgetfulTarget(ITarget inner) : ITarget
{
    public string Description => inner.Description;

    public string WorkFolder => inner.WorkFolder;

    public Task<bool> RefusesTakenNamesAsync(CancellationToken cancellation) => Task.FromResult(false);

    public Task<TargetUpload> CreateAsync(CancellationToken cancellation) => inner.CreateAsync(cancellation);

    public Task ReplaceAsync(string name, ReadOnlyMemory<byte> content, CancellationToken cancellation) => inner.ReplaceAsync(name, content, cancellation);

    public Task<Stream> OpenAsync(string name, CancellationToken cancellation) => inner.OpenAsync(name, cancellation);

    public Task<List<StoredObject>> ListAsync(string prefix, CancellationToken cancellation) => inner.ListAsync(prefix, cancellation);

    public Task DeleteAsync(string name, CancellationToken cancellation) => inner.DeleteAsync(name, cancellation);
}

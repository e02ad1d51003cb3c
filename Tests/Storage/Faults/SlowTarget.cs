using Belfry.Storage.Backup.Targets;

namespace Belfry.Tests.Storage.Faults;

/// <summary>A place that small objects reach at once; snapshots never arrive while it is slow.</summary>
internal sealed class SlowTarget(ITarget inner) : ITarget
{
    public volatile bool IsSlow = true;

    public string Description => inner.Description;

    public string WorkFolder => inner.WorkFolder;

    public Task<bool> RefusesTakenNamesAsync(CancellationToken cancellation) => inner.RefusesTakenNamesAsync(cancellation);

    public Task<TargetUpload> CreateAsync(CancellationToken cancellation) => Task.FromResult(new TargetUpload(this, PublishAsync));

    public Task ReplaceAsync(string name, ReadOnlyMemory<byte> content, CancellationToken cancellation) => inner.ReplaceAsync(name, content, cancellation);

    public Task<Stream> OpenAsync(string name, CancellationToken cancellation) => inner.OpenAsync(name, cancellation);

    public Task<List<StoredObject>> ListAsync(string prefix, CancellationToken cancellation) => inner.ListAsync(prefix, cancellation);

    public Task DeleteAsync(string name, CancellationToken cancellation) => inner.DeleteAsync(name, cancellation);

    private async Task<bool> PublishAsync(string file, string name, CancellationToken cancellation)
    {
        while (IsSlow && name.EndsWith(".snapshot", StringComparison.Ordinal))
        {
            await Task.Delay(TimeSpan.FromMilliseconds(20), cancellation);
        }

        await using var upload = await inner.CreateAsync(cancellation);
        await upload.Content.WriteAsync(await File.ReadAllBytesAsync(file, cancellation), cancellation);
        return await upload.CommitAsync(name, cancellation);
    }
}

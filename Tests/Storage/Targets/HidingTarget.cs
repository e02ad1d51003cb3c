using Belfry.Storage.Backup.Targets;

namespace Belfry.Tests.Storage.Targets;

/// <summary>A place that takes what it is given and refuses a taken name, but has nothing of a certain name when it is read, as behind a key that may only write.</summary>
internal sealed class HidingTarget(ITarget inner, Func<string, bool> hidden) : ITarget
{
    public string Description => inner.Description;

    public string WorkFolder => inner.WorkFolder;

    public Task<bool> RefusesTakenNamesAsync(CancellationToken cancellation) => inner.RefusesTakenNamesAsync(cancellation);

    public Task<TargetUpload> CreateAsync(CancellationToken cancellation) => Task.FromResult(new TargetUpload(this, async (file, name, stop) =>
    {
        await using var upload = await inner.CreateAsync(stop);
        await upload.Content.WriteAsync(await File.ReadAllBytesAsync(file, stop), stop);
        return await upload.CommitAsync(name, stop) && !hidden(name);
    }));

    public Task ReplaceAsync(string name, ReadOnlyMemory<byte> content, CancellationToken cancellation) => inner.ReplaceAsync(name, content, cancellation);

    public Task<Stream> OpenAsync(string name, CancellationToken cancellation) =>
        hidden(name) ? throw TargetFaults.NotFound("It is hidden.", this) : inner.OpenAsync(name, cancellation);

    public async Task<List<StoredObject>> ListAsync(string prefix, CancellationToken cancellation) =>
        [.. (await inner.ListAsync(prefix, cancellation)).Where(stored => !hidden(stored.Name))];

    public Task DeleteAsync(string name, CancellationToken cancellation) => inner.DeleteAsync(name, cancellation);
}

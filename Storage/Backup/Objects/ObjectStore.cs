using Belfry.Storage.Backup.Leases;
using Belfry.Storage.Backup.Targets;

namespace Belfry.Storage.Backup.Objects;

/// <summary>The objects of one database in one target, in their envelopes.</summary>
/// <param name="target">Where they are kept.</param>
/// <param name="names">How they are named.</param>
/// <param name="compress">Whether contents are compressed.</param>
/// <param name="keys">Encrypts every new object when given; then plain objects are refused.</param>
internal sealed class ObjectStore(ITarget target, ArchiveNames names, bool compress, ArchiveKeys? keys)
{
    public ITarget Target => target;

    public ArchiveNames Names => names;

    /// <summary>What this writer must hold whenever it publishes an object; null when it needs no lease, as for a single snapshot or a verification.</summary>
    public Lease? Lease { get; set; }

    public bool IsEncrypted => keys is not null;

    /// <summary>The same store for another writer.</summary>
    public ObjectStore ForWriter() => new(target, names, compress, keys);

    public async Task<NewObject> CreateAsync(ObjectKind kind, CancellationToken cancellation)
    {
        var upload = await target.CreateAsync(cancellation).ConfigureAwait(false);
        if (kind == ObjectKind.Snapshot)
        {
            upload.Hurry(); // as far as WritersPace lets it
        }

        return new NewObject(this, kind, upload, await ObjectWriter.StartAsync(upload.Content, kind, compress, keys, cancellation).ConfigureAwait(false));
    }

    /// <summary>Reads the header of an object that was just written: with a key configured, nothing but ciphertext may be out there.</summary>
    public async Task ProveEncryptedAsync(string name, ObjectKind kind, CancellationToken cancellation)
    {
        if (keys is not null)
        {
            await (await OpenAsync(name, kind, cancellation).ConfigureAwait(false)).DisposeAsync().ConfigureAwait(false);
        }
    }

    /// <exception cref="StorageException">
    /// <see cref="StorageError.NotFound"/>, <see cref="StorageError.ArchiveDamaged"/>, <see cref="StorageError.KeyMissing"/> or <see cref="StorageError.KeyWrong"/>.
    /// </exception>
    public async Task<ObjectReader> OpenAsync(string name, ObjectKind kind, CancellationToken cancellation) =>
        await StartAsync(await target.OpenAsync(name, cancellation).ConfigureAwait(false), name, kind, cancellation).ConfigureAwait(false);

    /// <summary>As <see cref="OpenAsync"/>, but an object that is not longer than a limit is read into memory at once.</summary>
    public async Task<ObjectReader> OpenAheadAsync(string name, ObjectKind kind, int limit, CancellationToken cancellation)
    {
        var input = await target.OpenAsync(name, cancellation).ConfigureAwait(false);
        if (!input.CanSeek || input.Length > limit)
        {
            return await StartAsync(input, name, kind, cancellation).ConfigureAwait(false);
        }

        await using var closing = input.ConfigureAwait(false);
        var memory = new MemoryStream((int)input.Length);
        await input.CopyToAsync(memory, cancellation).ConfigureAwait(false);
        memory.Position = 0;
        return await StartAsync(memory, name, kind, cancellation).ConfigureAwait(false);
    }

    private async Task<ObjectReader> StartAsync(Stream input, string name, ObjectKind kind, CancellationToken cancellation)
    {
        try
        {
            return await ObjectReader.StartAsync(input, name, kind, keys, cancellation).ConfigureAwait(false);
        }
        catch
        {
            await input.DisposeAsync().ConfigureAwait(false);
            throw;
        }
    }
}

/// <summary>An object being written; nothing remains of it unless it is committed.</summary>
internal sealed class NewObject : IAsyncDisposable
{
    private readonly ObjectStore _store;
    private readonly ObjectKind _kind;
    private readonly TargetUpload _upload;
    private readonly Lease? _lease;

    public NewObject(ObjectStore store, ObjectKind kind, TargetUpload upload, ObjectWriter content)
    {
        (_store, _kind, _upload, _lease, Content) = (store, kind, upload, store.Lease, content);
        _lease?.BeginUse();
    }

    public ObjectWriter Content { get; }

    /// <summary>Ends the envelope and publishes the object.</summary>
    /// <returns>The stored size.</returns>
    public async Task<long> CommitAsync(string name, CancellationToken cancellation)
    {
        await Content.FinishAsync(cancellation).ConfigureAwait(false);
        await (_lease?.HoldAsync(cancellation) ?? Task.CompletedTask).ConfigureAwait(false);
        await _upload.CommitAsync(name, cancellation).ConfigureAwait(false);
        await _store.ProveEncryptedAsync(name, _kind, cancellation).ConfigureAwait(false);
        return Content.Written;
    }

    public async ValueTask DisposeAsync()
    {
        _lease?.EndUse();
        Content.Dispose();
        await _upload.DisposeAsync().ConfigureAwait(false);
    }
}

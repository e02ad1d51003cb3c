using Amazon.S3;
using Amazon.S3.Model;
using Belfry.Storage.Backup.Targets;

namespace Belfry.Storage.S3;

/// <summary>
/// An archive in a bucket of any S3-compatible server. An object is visible only once it is complete, and a name in use is refused by the server itself where
/// it honours <c>If-None-Match</c>; elsewhere by looking first, which <see cref="RefusesTakenNamesAsync"/> tells.
/// </summary>
public sealed class S3Target : ITarget, IDisposable
{
    /// <summary>An object that is written to find out what the server refuses. It stays, so that keys that may not delete can ask again.</summary>
    private const string Probe = "tmp/conditional-put";

    private readonly S3TargetOptions _options;
    private readonly S3Client _client;
    private readonly S3Upload _upload;
    private volatile object? _refuses;

    /// <summary>Creates the target; nothing is sent yet.</summary>
    /// <exception cref="ArgumentException">The bucket, the prefix or the part size cannot be.</exception>
    public S3Target(S3TargetOptions options)
    {
        if (options.Bucket.Length == 0 || options.Bucket.Contains('/') || options.Prefix.StartsWith('/') || options.Prefix.EndsWith('/'))
        {
            throw new ArgumentException($"\"{options.Bucket}\" and \"{options.Prefix}\" are not a bucket and a prefix: neither begins or ends with a slash.", nameof(options));
        }

        if (options.PartBytes is < (5 << 20) or > (1 << 30))
        {
            throw new ArgumentException("Parts have 5 MiB to 1 GiB.", nameof(options));
        }

        _options = options;
        WorkFolder = Path.GetFullPath(options.WorkFolder);
        Description = $"s3://{options.Bucket}{(options.Prefix.Length == 0 ? "" : "/")}{options.Prefix}";
        _client = new S3Client(options, Description);
        _upload = new S3Upload(this, _client, options);
    }

    /// <inheritdoc/>
    public string Description { get; }

    /// <inheritdoc/>
    public string WorkFolder { get; }

    /// <inheritdoc/>
    /// <remarks>A server that refuses the second of two puts of one name refuses taken names.</remarks>
    public async Task<bool> RefusesTakenNamesAsync(CancellationToken cancellation) => (bool)(_refuses ??=
        !await TryPutProbeAsync(cancellation).ConfigureAwait(false) || !await TryPutProbeAsync(cancellation).ConfigureAwait(false));

    /// <inheritdoc/>
    public Task<TargetUpload> CreateAsync(CancellationToken cancellation) => Task.Run(() => new TargetUpload(this, PublishAsync), cancellation);

    /// <inheritdoc/>
    public Task ReplaceAsync(string name, ReadOnlyMemory<byte> content, CancellationToken cancellation) =>
        _client.RunAsync("write to", stop => PutAsync(name, content, condition: null, stop), cancellation);

    /// <inheritdoc/>
    public async Task<Stream> OpenAsync(string name, CancellationToken cancellation)
    {
        var first = await _client.RunAsync("read from", stop => GetAsync(name, null, stop), cancellation, NotFound).ConfigureAwait(false);
        var (etag, length) = (first.ETag, first.ContentLength);
        return new ResumingStream(
            this,
            async (offset, stop) =>
            {
                var response = Interlocked.Exchange(ref first, null)
                    ?? await _client.RunAsync("read from", again => GetAsync(name, new ByteRange(offset, length - 1), again), stop, NotFound).ConfigureAwait(false);
                return response.ETag == etag && response.ContentLength == length - offset
                    ? response.ResponseStream
                    : throw new StorageException(
                        StorageError.ArchiveDamaged,
                        Description,
                        $"Cannot read {name} from the archive {Description}.",
                        "It was changed while it was read.",
                        "Look for who else writes to this bucket; objects of an archive never change.");
            },
            length,
            _options.Timeout);
    }

    /// <inheritdoc/>
    public async Task<List<StoredObject>> ListAsync(string prefix, CancellationToken cancellation)
    {
        var objects = new List<StoredObject>();
        var request = new ListObjectsV2Request { BucketName = _options.Bucket, Prefix = KeyOf(prefix) };
        do
        {
            var page = await _client.RunAsync("list", stop => _client.S3.ListObjectsV2Async(request, stop), cancellation).ConfigureAwait(false);
            objects.AddRange((page.S3Objects ?? []).Select(found => new StoredObject(found.Key[KeyOf("").Length..], found.Size ?? 0)));
            request.ContinuationToken = page.IsTruncated == true ? page.NextContinuationToken : null;
        }
        while (request.ContinuationToken is not null);

        objects.Sort(static (left, right) => string.CompareOrdinal(left.Name, right.Name));
        return objects;
    }

    /// <inheritdoc/>
    public Task DeleteAsync(string name, CancellationToken cancellation) =>
        _client.RunAsync("delete from", stop => _client.S3.DeleteObjectAsync(_options.Bucket, KeyOf(name), stop), cancellation);

    /// <inheritdoc/>
    public void Dispose() => _client.Dispose();

    private async Task<bool> PublishAsync(string file, string name, CancellationToken cancellation)
    {
        try
        {
            if (!await RefusesTakenNamesAsync(cancellation).ConfigureAwait(false) && await ExistsAsync(name, cancellation).ConfigureAwait(false))
            {
                throw TargetFaults.NameTaken(name, this);
            }

            return await _upload.RunAsync(file, KeyOf(name), cancellation).ConfigureAwait(false);
        }
        catch (AmazonS3Exception taken) when (S3Faults.IsTaken(taken))
        {
            throw TargetFaults.NameTaken(name, this, taken);
        }
    }

    private async Task<bool> ExistsAsync(string name, CancellationToken cancellation)
    {
        try
        {
            await _client.RunAsync(
                "read from", stop => _client.S3.GetObjectMetadataAsync(_options.Bucket, KeyOf(name), stop), cancellation, NotFound).ConfigureAwait(false);
            return true;
        }
        catch (StorageException missing) when (missing.Error == StorageError.NotFound)
        {
            return false;
        }
    }

    private async Task<bool> TryPutProbeAsync(CancellationToken cancellation)
    {
        try
        {
            await _client.RunAsync("write to", stop => PutAsync(Probe, ReadOnlyMemory<byte>.Empty, condition: "*", stop), cancellation).ConfigureAwait(false);
            return true;
        }
        catch (AmazonS3Exception taken) when (S3Faults.IsTaken(taken))
        {
            return false;
        }
    }

    private async Task<PutObjectResponse> PutAsync(string name, ReadOnlyMemory<byte> content, string? condition, CancellationToken cancellation)
    {
        using var stream = new MemoryStream(content.ToArray());
        return await _client.S3.PutObjectAsync(
            new PutObjectRequest { BucketName = _options.Bucket, Key = KeyOf(name), InputStream = stream, IfNoneMatch = condition, UseChunkEncoding = false },
            cancellation).ConfigureAwait(false);
    }

    private Task<GetObjectResponse> GetAsync(string name, ByteRange? range, CancellationToken cancellation) =>
        _client.S3.GetObjectAsync(new GetObjectRequest { BucketName = _options.Bucket, Key = KeyOf(name), ByteRange = range }, cancellation);

    private StorageException? NotFound(AmazonS3Exception missing) =>
        S3Faults.IsMissingKey(missing) ? TargetFaults.NotFound($"{Description} has no such object.", this, missing) : null;

    private string KeyOf(string name) => _options.Prefix.Length == 0 ? name : $"{_options.Prefix}/{name}";
}

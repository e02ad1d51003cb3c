using System.Security.Cryptography;
using Amazon.S3;
using Amazon.S3.Model;
using Belfry.Storage.Backup.Targets;

namespace Belfry.Storage.S3;

/// <summary>Sends a file as one object: in one request, or in parts that become visible together with the last request.</summary>
internal sealed class S3Upload(ITarget target, S3Client client, S3TargetOptions options)
{
    private const int MaxParts = 10_000;
    private static readonly TimeSpan Orphaned = TimeSpan.FromDays(1);

    private int _cleaned;

    /// <returns>Whether the server's checksum is that of the file.</returns>
    public async Task<bool> RunAsync(string path, string key, CancellationToken cancellation)
    {
        var length = new FileInfo(path).Length;
        return length <= options.PartBytes
            ? await PutAsync(path, key, cancellation).ConfigureAwait(false)
            : await PutPartsAsync(path, key, length, cancellation).ConfigureAwait(false);
    }

    private async Task<bool> PutAsync(string path, string key, CancellationToken cancellation)
    {
        var content = await File.ReadAllBytesAsync(path, cancellation).ConfigureAwait(false);
        var md5 = Md5(content);
        var answer = await client.RunAsync(
            "write to",
            async stop =>
            {
                using var stream = new MemoryStream(content);
                var request = new PutObjectRequest
                {
                    BucketName = options.Bucket,
                    Key = key,
                    InputStream = stream,
                    IfNoneMatch = "*",
                    MD5Digest = Convert.ToBase64String(md5),
                    UseChunkEncoding = false,
                };
                return await client.S3.PutObjectAsync(request, stop).ConfigureAwait(false);
            },
            cancellation).ConfigureAwait(false);
        return IsTag(answer.ETag, Convert.ToHexStringLower(md5));
    }

    private async Task<bool> PutPartsAsync(string path, string key, long length, CancellationToken cancellation)
    {
        await AbortOrphansAsync(key, cancellation).ConfigureAwait(false);
        var started = await client.RunAsync(
            "write to",
            stop => client.S3.InitiateMultipartUploadAsync(new InitiateMultipartUploadRequest { BucketName = options.Bucket, Key = key }, stop),
            cancellation).ConfigureAwait(false);
        try
        {
            var (parts, digest) = await SendPartsAsync(path, key, length, started.UploadId, cancellation).ConfigureAwait(false);
            var request = new CompleteMultipartUploadRequest
            {
                BucketName = options.Bucket, Key = key, UploadId = started.UploadId, PartETags = parts, IfNoneMatch = "*",
            };
            var answer = await client.RunAsync("write to", stop => client.S3.CompleteMultipartUploadAsync(request, stop), cancellation).ConfigureAwait(false);
            return IsTag(answer.ETag, $"{digest}-{parts.Count}");
        }
        catch (StorageException ended) when (ended.InnerException is AmazonS3Exception { ErrorCode: "NoSuchUpload" })
        {
            throw TargetFaults.NameTaken(key, target, ended); // by an earlier try whose answer was lost, or the object does not exist
        }
        catch
        {
            await TryAbortAsync(key, started.UploadId).ConfigureAwait(false);
            throw;
        }
    }

    private async Task<(List<PartETag> Parts, string Digest)> SendPartsAsync(
        string path, string key, long length, string upload, CancellationToken cancellation)
    {
        var buffer = new byte[Math.Max(options.PartBytes, (length + MaxParts - 1) / MaxParts)];
        var parts = new List<PartETag>();
        using var digests = IncrementalMd5();
        using var file = new FileStream(path, new FileStreamOptions { BufferSize = 0, Options = FileOptions.SequentialScan });
        while (await file.ReadAtLeastAsync(buffer, buffer.Length, throwOnEndOfStream: false, cancellation).ConfigureAwait(false) is var read and > 0)
        {
            var md5 = Md5(buffer.AsSpan(0, read));
            digests.AppendData(md5);
            var number = parts.Count + 1;
            var answer = await client.RunAsync(
                "write to",
                async stop =>
                {
                    using var stream = new MemoryStream(buffer, 0, read);
                    var request = new UploadPartRequest
                    {
                        BucketName = options.Bucket,
                        Key = key,
                        UploadId = upload,
                        PartNumber = number,
                        PartSize = read,
                        InputStream = stream,
                        MD5Digest = Convert.ToBase64String(md5),
                        UseChunkEncoding = false,
                    };
                    return await client.S3.UploadPartAsync(request, stop).ConfigureAwait(false);
                },
                cancellation).ConfigureAwait(false);
            parts.Add(new PartETag(number, answer.ETag));
        }

        return (parts, Convert.ToHexStringLower(digests.GetHashAndReset()));
    }

    /// <summary>Parts of an upload that is never ended cost money and are in no listing: those of killed processes go, once per process.</summary>
    private async Task AbortOrphansAsync(string key, CancellationToken cancellation)
    {
        if (Interlocked.Exchange(ref _cleaned, 1) == 1)
        {
            return;
        }

        try
        {
            var prefix = options.Prefix.Length == 0 ? "" : options.Prefix + "/";
            var found = await client.S3.ListMultipartUploadsAsync(
                new ListMultipartUploadsRequest { BucketName = options.Bucket, Prefix = prefix }, cancellation).ConfigureAwait(false);
            foreach (var orphan in (found.MultipartUploads ?? []).Where(upload => DateTime.UtcNow - upload.Initiated?.ToUniversalTime() > Orphaned || upload.Key == key))
            {
                await TryAbortAsync(orphan.Key, orphan.UploadId).ConfigureAwait(false);
            }
        }
        catch (Exception refused) when (refused is not OutOfMemoryException)
        {
            // Not every server lists them and not every key may: the upload itself does not depend on it.
            cancellation.ThrowIfCancellationRequested();
        }
    }

    private async Task TryAbortAsync(string key, string upload)
    {
        try
        {
            using var patience = new CancellationTokenSource(options.Timeout);
            await client.S3.AbortMultipartUploadAsync(options.Bucket, key, upload, patience.Token).ConfigureAwait(false);
        }
        catch (Exception refused) when (refused is not OutOfMemoryException)
        {
            // The failure that led here is the one to tell; what stays is aborted as an orphan later.
        }
    }

    private static bool IsTag(string? tag, string expected) => string.Equals(tag?.Trim('"'), expected, StringComparison.OrdinalIgnoreCase);

#pragma warning disable CA5351 // MD5 is what S3 defines for Content-MD5 and entity tags. It guards against accidents; SHA-256 in the object guards the rest.
    private static byte[] Md5(ReadOnlySpan<byte> content) => MD5.HashData(content);

    private static IncrementalHash IncrementalMd5() => IncrementalHash.CreateHash(HashAlgorithmName.MD5);
#pragma warning restore CA5351
}

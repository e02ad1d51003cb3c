using System.Diagnostics;

namespace Belfry.Storage.Backup.Targets;

/// <summary>
/// The temporary file of an upload while it is written. It goes to the disk evenly: dirty pages of a large file that pile up until its flush would make
/// every flush of the application's WAL, on the same disk, wait for all of them.
/// </summary>
/// <param name="path">The file, made here.</param>
/// <param name="target">The archive, for messages.</param>
/// <param name="writeOut">Writes a range of it out: <see cref="DurableFiles.WriteOut"/>.</param>
internal sealed class StagedFile(string path, string target, WriteOutRange writeOut) : Stream
{
    private const int PaceBytes = 1 << 20;
    private const uint WriteOut = 2; // SYNC_FILE_RANGE_WRITE: begin to write
    private const uint WrittenOut = 1 | 2 | 4; // and wait until it is done

    /// <summary>What a disk takes for <see cref="PaceBytes"/> that copes with several of them at once, and with the flushes of others in between.</summary>
    private static readonly TimeSpan Quick = TimeSpan.FromMilliseconds(4);

    private readonly FileStream _file = DurableFiles.Create(path);
    private int _underWay = 1;
    private long _begun;
    private long _written;
    private IOException? _lost;

    /// <summary>How many megabytes may be on their way beside the newest, on a disk that is quick. Only who leaves room for other writers by himself asks for more.</summary>
    public int MostUnderWay { get; set; } = 1;

    public override bool CanRead => false;

    public override bool CanSeek => false;

    public override bool CanWrite => true;

    public override long Length => _file.Length;

    public override long Position
    {
        get => _file.Position;
        set => throw new NotSupportedException();
    }

    /// <exception cref="StorageException"><see cref="StorageError.ArchiveUnavailable"/>: the disk is full, for one.</exception>
    public override void Write(ReadOnlySpan<byte> buffer)
    {
        try
        {
            _file.Write(buffer);
            Pace();
            ThrowIfLost();
        }
        catch (IOException cause)
        {
            throw Failed(cause);
        }
    }

    public override void Write(byte[] buffer, int offset, int count) => Write(buffer.AsSpan(offset, count));

    public override ValueTask WriteAsync(ReadOnlyMemory<byte> buffer, CancellationToken cancellationToken = default)
    {
        cancellationToken.ThrowIfCancellationRequested();
        Write(buffer.Span); // blocks: whoever writes much does so on a thread of the pool
        return ValueTask.CompletedTask;
    }

    /// <summary>Everything is on the disk afterwards.</summary>
    /// <exception cref="StorageException"><see cref="StorageError.ArchiveUnavailable"/>.</exception>
    public override void Flush()
    {
        try
        {
            ThrowIfLost();
            _file.Flush(flushToDisk: true);
        }
        catch (IOException cause)
        {
            throw Failed(cause);
        }
    }

    public override int Read(byte[] buffer, int offset, int count) => throw new NotSupportedException();

    public override long Seek(long offset, SeekOrigin origin) => throw new NotSupportedException();

    public override void SetLength(long value) => throw new NotSupportedException();

    protected override void Dispose(bool disposing)
    {
        _file.Dispose();
        base.Dispose(disposing);
    }

    /// <summary>Begins to write out the newest part and waits for older ones, so that few are on their way: one beside the newest, or as many as were asked for while the disk is quick.</summary>
    private void Pace()
    {
        if (!OperatingSystem.IsLinux() || _file.Position - _begun < PaceBytes)
        {
            return;
        }

        _lost ??= writeOut(_file.SafeFileHandle, _begun, _file.Position - _begun, WriteOut);
        var older = _begun - ((_underWay - 1) * PaceBytes) - _written;
        if (older > 0) // a range of no bytes would be the whole file
        {
            var since = Stopwatch.GetTimestamp();
            _lost ??= writeOut(_file.SafeFileHandle, _written, older, WrittenOut);
            _underWay = Stopwatch.GetElapsedTime(since) * PaceBytes < Quick * older ? MostUnderWay : 1;
            _written += older;
        }

        _begun = _file.Position;
    }

    /// <summary>The system tells a failed write once, to whoever waits first: the flush after it would succeed, though bytes are missing.</summary>
    private void ThrowIfLost()
    {
        if (_lost is { } lost)
        {
            throw lost;
        }
    }

    private StorageException Failed(IOException cause) => new(
        StorageError.ArchiveUnavailable,
        path,
        $"Cannot write to the archive {target}.",
        $"The system says: {cause.Message.TrimEnd('.')}.",
        "Check that the disk is not full.",
        cause);
}

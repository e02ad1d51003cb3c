namespace Belfry.Storage.Backup.Targets;

/// <summary>Opens an object at an offset, and proves that it is the one that was opened first.</summary>
public delegate Task<Stream> OpenAtOffset(long offset, CancellationToken cancellation);

/// <summary>
/// Reads an object over a connection that may break off: it is opened again where it stopped. Every byte that arrives gives it all tries back, so that
/// a long download over a bad line ends; a line that brings nothing fails.
/// </summary>
/// <param name="target">Named when it fails.</param>
/// <param name="open">Opens the object; its own failures are not tried again here.</param>
/// <param name="length">Bytes of the whole object.</param>
/// <param name="silence">A read that brings nothing for this long counts as broken off.</param>
public sealed class ResumingStream(ITarget target, OpenAtOffset open, long length, TimeSpan silence) : Stream
{
    private const int Tries = 5;
    private static readonly TimeSpan FirstPause = TimeSpan.FromMilliseconds(100);

    private Stream? _source;
    private long _position;

    /// <inheritdoc/>
    public override bool CanRead => true;

    /// <inheritdoc/>
    public override bool CanSeek => false;

    /// <inheritdoc/>
    public override bool CanWrite => false;

    /// <inheritdoc/>
    public override long Length => length;

    /// <inheritdoc/>
    public override long Position
    {
        get => _position;
        set => throw new NotSupportedException();
    }

    /// <inheritdoc/>
    /// <exception cref="StorageException"><see cref="StorageError.ArchiveUnavailable"/>: it broke off too often without a byte between.</exception>
    public override async ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default)
    {
        if (_position == length || buffer.Length == 0)
        {
            return 0;
        }

        for (var (attempt, pause) = (1, FirstPause); ; attempt++, pause *= 2)
        {
            Exception? broken = null;
            try
            {
                _source ??= await open(_position, cancellationToken).ConfigureAwait(false);
                var read = await ReadOnceAsync(buffer, cancellationToken).ConfigureAwait(false);
                if (read > 0)
                {
                    _position += read;
                    return read;
                }
            }
            catch (Exception cause) when (cause is not StorageException)
            {
                cancellationToken.ThrowIfCancellationRequested(); // who stops gets no failure, whatever fails at the same moment
                broken = cause; // every library that reads from a network has exceptions of its own
            }

            await CloseAsync().ConfigureAwait(false);
            if (attempt == Tries)
            {
                throw new StorageException(
                    StorageError.ArchiveUnavailable,
                    target.Description,
                    $"Cannot read from the archive {target.Description}.",
                    $"The connection broke off {Tries} times at byte {_position} of {length}.",
                    "Check the network, and try again.",
                    broken);
            }

            await Task.Delay(pause, cancellationToken).ConfigureAwait(false);
        }
    }

    /// <inheritdoc/>
    public override Task<int> ReadAsync(byte[] buffer, int offset, int count, CancellationToken cancellationToken) =>
        ReadAsync(buffer.AsMemory(offset, count), cancellationToken).AsTask();

    /// <inheritdoc/>
    public override int Read(byte[] buffer, int offset, int count) => throw new NotSupportedException();

    /// <inheritdoc/>
    public override void Flush() => throw new NotSupportedException();

    /// <inheritdoc/>
    public override long Seek(long offset, SeekOrigin origin) => throw new NotSupportedException();

    /// <inheritdoc/>
    public override void SetLength(long value) => throw new NotSupportedException();

    /// <inheritdoc/>
    public override void Write(byte[] buffer, int offset, int count) => throw new NotSupportedException();

    /// <inheritdoc/>
    public override async ValueTask DisposeAsync()
    {
        await CloseAsync().ConfigureAwait(false);
        await base.DisposeAsync().ConfigureAwait(false);
    }

    private async Task<int> ReadOnceAsync(Memory<byte> buffer, CancellationToken cancellation)
    {
        using var patience = CancellationTokenSource.CreateLinkedTokenSource(cancellation);
        patience.CancelAfter(silence);
        try
        {
            return await _source!.ReadAsync(buffer, patience.Token).ConfigureAwait(false);
        }
        catch (OperationCanceledException) when (!cancellation.IsCancellationRequested)
        {
            throw new TimeoutException($"Nothing came for {silence.TotalSeconds:0} s.");
        }
    }

    private async ValueTask CloseAsync()
    {
        if (Interlocked.Exchange(ref _source, null) is { } source)
        {
            try
            {
                await source.DisposeAsync().ConfigureAwait(false);
            }
            catch (Exception complaint) when (complaint is not OutOfMemoryException)
            {
                // The AWS SDK compares its own hash here. Every object carries a better one, which whoever reads it checks.
            }
        }
    }
}

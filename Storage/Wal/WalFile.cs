using Microsoft.Win32.SafeHandles;

namespace Belfry.Storage.Wal;

/// <summary>A WAL read as a plain file, which is safe beside SQLite: no lock lives in it.</summary>
internal sealed class WalFile : IDisposable
{
    private readonly SafeFileHandle? _handle;
    private byte[] _retained = [];
    private long _retainedFrom;
    private int _retainedLength;

    public WalFile(string databasePath)
    {
        var path = databasePath + "-wal";
        _handle = File.Exists(path) ? File.OpenHandle(path, FileMode.Open, FileAccess.Read, FileShare.ReadWrite | FileShare.Delete) : null;
    }

    /// <summary>The header as it is now; false when there is none, or it is being written.</summary>
    public bool TryReadHeader(out WalHeader header)
    {
        Span<byte> bytes = stackalloc byte[WalHeader.Length];
        header = default;
        return Read(0, bytes) && WalHeader.TryRead(bytes, out header);
    }

    /// <summary>Keeps a part of the file in memory, so that it can be read when the WAL was restarted; false when the file ends before.</summary>
    public bool Retain(long offset, int length)
    {
        Release();
        (_retainedFrom, _retainedLength, _retained) = (offset, length, LargeBuffers.Rent(length));
        return ReadFile(offset, _retained.AsSpan(0, length));
    }

    /// <summary>Whether a part is kept, so that it is of no matter what becomes of the file.</summary>
    public bool IsRetained => _retainedLength > 0;

    /// <summary>Reads from the file again.</summary>
    public void Release()
    {
        LargeBuffers.Return(_retained);
        (_retainedLength, _retained) = (0, []);
    }

    /// <summary>Fills the buffer from an offset; false when the file ends before.</summary>
    public bool Read(long offset, Span<byte> buffer)
    {
        if (offset < _retainedFrom || offset + buffer.Length > _retainedFrom + _retainedLength)
        {
            return ReadFile(offset, buffer);
        }

        _retained.AsSpan((int)(offset - _retainedFrom), buffer.Length).CopyTo(buffer);
        return true;
    }

    public void Dispose()
    {
        Release();
        _handle?.Dispose();
    }

    private bool ReadFile(long offset, Span<byte> buffer)
    {
        while (_handle is not null && buffer.Length > 0)
        {
            var read = RandomAccess.Read(_handle, buffer, offset);
            if (read == 0)
            {
                break;
            }

            offset += read;
            buffer = buffer[read..];
        }

        return buffer.IsEmpty;
    }
}

namespace Belfry.Storage.Wal;

/// <summary>Reads committed frames in order and checks each frame's salts and cumulative checksum.</summary>
internal sealed class WalScanner(WalFile wal, int pageSize)
{
    private const int BufferBytes = 256 << 10;

    private readonly int _frameLength = WalFrame.HeaderLength + pageSize;
    private readonly int _bufferLength = Math.Max(1, BufferBytes / (WalFrame.HeaderLength + pageSize)) * (WalFrame.HeaderLength + pageSize);

    /// <summary>
    /// The commits after <paramref name="from"/> up to frame <paramref name="lastFrame"/>, which must be the last frame of one. Stops earlier, at a commit,
    /// once it has read <paramref name="softLimitBytes"/>.
    /// </summary>
    /// <returns>Null when a frame is not what it must be: the caller decides whether the WAL was restarted or is damaged.</returns>
    public List<WalCommit>? Read(WalPosition from, long lastFrame, long softLimitBytes)
    {
        var buffer = LargeBuffers.Rent(_bufferLength); // a scanner lives as long as a WAL that is filled, which may be fractions of a second
        try
        {
            return Read(from, lastFrame, softLimitBytes, buffer.AsSpan(0, _bufferLength));
        }
        finally
        {
            LargeBuffers.Return(buffer);
        }
    }

    /// <summary>Whether the frames up to a remembered position are still those that were read then.</summary>
    public bool StillHolds(WalHeader header, WalPosition position)
    {
        var start = WalPosition.Start(header);
        return start.Salts == position.Salts
            && (position.Frame == 0 || Read(start, position.Frame, long.MaxValue) is [.., var last] && last.End.Checksum == position.Checksum);
    }

    private List<WalCommit>? Read(WalPosition from, long lastFrame, long softLimitBytes, Span<byte> buffer)
    {
        var commits = new List<WalCommit>();
        var pages = new Dictionary<uint, long>();
        var position = from;
        var filled = 0;
        var used = 0;
        for (var number = from.Frame + 1; number <= lastFrame; number++, used += _frameLength)
        {
            var offset = WalFrame.Offset(number, pageSize);
            if (used == filled)
            {
                filled = (int)Math.Min(buffer.Length, (lastFrame - number + 1) * _frameLength);
                used = 0;
                if (!wal.Read(offset, buffer[..filled]))
                {
                    return null;
                }
            }

            var bytes = buffer.Slice(used, _frameLength);
            var frame = WalFrame.Read(bytes);
            var checksum = position.Checksum.Add(bytes[..8], position.BigEndian).Add(bytes[WalFrame.HeaderLength..], position.BigEndian);
            if (frame.Salts != position.Salts || frame.Checksum != checksum)
            {
                return null;
            }

            position = position with { Frame = number, Checksum = checksum };
            pages[frame.Page] = offset + WalFrame.HeaderLength;
            if (frame.IsCommit)
            {
                commits.Add(new WalCommit(frame.CommitPages, Sorted(pages), position));
                pages.Clear();
                if ((number - from.Frame) * _frameLength >= softLimitBytes)
                {
                    break;
                }
            }
        }

        return pages.Count == 0 ? commits : null;
    }

    private static List<WalPage> Sorted(Dictionary<uint, long> pages)
    {
        var sorted = new List<WalPage>(pages.Count);
        foreach (var (page, offset) in pages)
        {
            sorted.Add(new WalPage(page, offset));
        }

        sorted.Sort(static (left, right) => left.Number.CompareTo(right.Number));
        return sorted;
    }
}

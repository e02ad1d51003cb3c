using Belfry.Storage;
using Belfry.Storage.Backup.Targets;
using Belfry.Tests.Support;

namespace Belfry.Tests.Storage.Targets;

/// <summary>The temporary file of an upload on a disk that loses bytes after it took them.</summary>
public sealed class StagedFileTests
{
    private readonly List<(long Offset, long Bytes)> _ranges = [];

    [Fact]
    public async Task Flush_AfterAWriteOutThatFailed_FailsToo()
    {
        Assert.SkipUnless(OperatingSystem.IsLinux(), "Only Linux writes out evenly.");
        using var folder = new TempFolder();
        await using var file = new StagedFile(folder.File("staged"), "archive", (_, offset, bytes, _) =>
        {
            _ranges.Add((offset, bytes));
            return _ranges.Count == 2 ? new IOException("Input/output error") : null; // told once
        });

        var writing = Assert.Throws<StorageException>(() => Fill(file));
        var flushing = Assert.Throws<StorageException>(file.Flush);

        Assert.Equal((StorageError.ArchiveUnavailable, StorageError.ArchiveUnavailable), (writing.Error, flushing.Error));
    }

    [Fact]
    public async Task Write_MuchData_NeverWritesOutARangeOfNoBytes()
    {
        Assert.SkipUnless(OperatingSystem.IsLinux(), "Only Linux writes out evenly.");
        using var folder = new TempFolder();
        await using var file = new StagedFile(folder.File("staged"), "archive", (handle, offset, bytes, flags) =>
        {
            _ranges.Add((offset, bytes));
            return DurableFiles.WriteOut(handle, offset, bytes, flags);
        });

        Fill(file);
        file.Flush();

        Assert.NotEmpty(_ranges);
        Assert.DoesNotContain(_ranges, range => range.Bytes == 0);
    }

    private static void Fill(StagedFile file)
    {
        for (var block = 0; block < 8; block++)
        {
            file.Write(new byte[1 << 20]);
        }
    }
}

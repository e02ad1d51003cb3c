using Belfry.Storage.Backup;
using Belfry.Storage.Restore;
using Belfry.Tests.Support;

namespace Belfry.Tests.Storage;

public sealed class PageBufferTests
{
    private const int PageSize = 65_536;
    private const uint Pages = 700; // more than the buffer holds at once

    [Theory]
    [InlineData(100u)]
    [InlineData(700u)]
    public void Finish_PagesWrittenOverAndCutOff_StatesTheChecksumOfTheFile(uint kept)
    {
        using var folder = new TempFolder();
        using var file = new FileStream(folder.File("pages"), FileMode.CreateNew, FileAccess.ReadWrite);
        var random = new Random(1);
        var page = new byte[PageSize];
        var before = default(DatabaseChecksum);
        for (var number = 1u; number <= 50; number++)
        {
            random.NextBytes(page);
            file.Write(page);
            before = before.Add(number, page, PageSize);
        }

        file.Flush();
        var buffer = new PageBuffer(file, PageSize, 50, before);
        for (var number = 20u; number <= Pages; number++)
        {
            random.NextBytes(page);
            buffer.Set(number, page);
            buffer.Set(20 + (number % 7), page);
        }

        var checksum = buffer.Finish(kept);

        var content = File.ReadAllBytes(file.Name);
        Assert.Equal((int)kept * PageSize, content.Length);
        Assert.Equal(default(DatabaseChecksum).Add(1, content, PageSize), checksum);
    }
}

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
    public void Finish_PagesWrittenOverAndCutOff_LeavesTheNewestOfEach(uint kept)
    {
        using var folder = new TempFolder();
        using var file = new FileStream(folder.File("pages"), FileMode.CreateNew, FileAccess.ReadWrite);
        var random = new Random(1);
        var expected = new byte[Pages * PageSize];
        random.NextBytes(expected.AsSpan(0, 50 * PageSize));
        file.Write(expected.AsSpan(0, 50 * PageSize));
        file.Flush();
        var buffer = new PageBuffer(file, PageSize);
        for (var number = 20u; number <= Pages; number++)
        {
            foreach (var one in (uint[])[number, 20 + (number % 7)])
            {
                var page = expected.AsSpan((int)(one - 1) * PageSize, PageSize);
                random.NextBytes(page);
                buffer.Set(one, page);
            }
        }

        buffer.Finish(kept);

        Assert.Equal(expected[..((int)kept * PageSize)], File.ReadAllBytes(file.Name));
    }
}

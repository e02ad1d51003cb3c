using Belfry.Storage;
using Belfry.Storage.Backup;
using Belfry.Storage.Backup.Targets;
using Belfry.Tests.Storage.Targets;
using Belfry.Tests.Support;

namespace Belfry.Tests.Storage;

/// <summary>The mark of an archive where reading and writing disagree.</summary>
public sealed class ArchiveMarkerTests
{
    [Fact]
    public async Task OpenArchive_MarkCannotBeReadButItsNameIsTaken_FailsInsteadOfTryingForEver()
    {
        using var folder = new TempFolder();
        var place = new FolderTarget(folder.File("archive"));
        await Archive.OpenAsync(new ArchiveOptions { Target = place });

        var failure = await Assert.ThrowsAsync<StorageException>(
            () => Archive.OpenAsync(new ArchiveOptions { Target = new HidingTarget(place, name => name == "archive.json") }));

        Assert.Equal(StorageError.ArchiveUnavailable, failure.Error);
        Assert.StartsWith("Its archive.json cannot be read", failure.Why, StringComparison.Ordinal);
    }
}

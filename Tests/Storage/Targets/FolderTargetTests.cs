using Belfry.Storage;
using Belfry.Storage.Backup;
using Belfry.Storage.Backup.Targets;
using Belfry.Tests.Support;

namespace Belfry.Tests.Storage.Targets;

/// <summary>The contract, on a folder.</summary>
public sealed class FolderTargetTests : TargetContract
{
    internal override Task<ITarget> CreateAsync(string folder) => Task.FromResult<ITarget>(new FolderTarget(Path.Combine(folder, "archive")));

    [Fact]
    public async Task List_FilesAndFoldersDeletedMeanwhile_HasTheOthers()
    {
        using var folder = new TempFolder();
        var target = new FolderTarget(folder.Path);
        Directory.CreateDirectory(folder.File("appdb"));
        await File.WriteAllTextAsync(folder.File("appdb/stays"), "1");
        using var stop = new CancellationTokenSource();
        var rounds = 0;
        var changing = Task.Run(() =>
        {
            for (; !stop.IsCancellationRequested; Interlocked.Increment(ref rounds))
            {
                var passing = Directory.CreateDirectory(folder.File("appdb/passing/deep"));
                foreach (var number in Enumerable.Range(0, 100))
                {
                    File.WriteAllText(Path.Combine(passing.FullName, $"{number}"), "");
                }

                Directory.Delete(folder.File("appdb/passing"), recursive: true);
            }
        });

        try
        {
            do
            {
                Assert.Contains(new StoredObject("appdb/stays", 1), await target.ListAsync("appdb/", default));
                await target.ListAsync("appdb/passing/", default);
            }
            while (Volatile.Read(ref rounds) < 100);
        }
        finally
        {
            await stop.CancelAsync();
            await changing;
        }
    }

    [Theory]
    [InlineData("lost+found")]
    [InlineData("tmp")]
    [InlineData("state")]
    public async Task Databases_BesideWhatIsNoneOfThem_AreThoseOfTheArchive(string beside)
    {
        using var folder = new TempFolder();
        foreach (var name in (string[])["appdb", "notes", beside])
        {
            Directory.CreateDirectory(folder.File($"{name}/lineages/one"));
            await File.WriteAllTextAsync(folder.File($"{name}/lineages/one/object"), "");
        }

        Assert.Equal(["appdb", "notes"], await Archive.DatabasesAsync(new FolderTarget(folder.Path)));
    }

    [Fact]
    public async Task Open_ReadThatFails_IsAFailureOfTheArchive()
    {
        Assert.SkipUnless(OperatingSystem.IsLinux(), "Linux has a file of which every first byte is unreadable: the memory of a process.");
        await using var content = await new FolderTarget("/proc/self").OpenAsync("mem", default);

        var failure = await Assert.ThrowsAsync<StorageException>(() => content.ReadAsync(new byte[10]).AsTask());
        var again = Assert.Throws<StorageException>(() => content.Read(new byte[10]));

        Assert.Equal((StorageError.ArchiveUnavailable, StorageError.ArchiveUnavailable), (failure.Error, again.Error));
    }
}

using Belfry.Storage.Backup;

namespace Belfry.Tests.Storage;

public sealed class ArchiveNamesTests
{
    [Theory]
    [InlineData("20261121T011426.123Z-000007-9f3a", 7)]
    [InlineData("appdb/lineages/20261121T011426.123Z-0000ff-9f3a/snapshots/x", 255)]
    [InlineData("20261121T011426.123Z-9f3a61c2", 0)]
    [InlineData("appdb/lineages/20261121T011426.123Z-9f3a61c2/snapshots/x", 0)]
    [InlineData("20261121T011426.123Z-9f3a61c29f3a", 0)]
    public void EpochOf_Name_IsReadOnlyFromTheWholeShape(string name, long epoch) => Assert.Equal(epoch, ArchiveNames.EpochOf(name));
}

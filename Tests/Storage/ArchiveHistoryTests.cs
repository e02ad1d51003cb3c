using Belfry.Storage.Backup;

namespace Belfry.Tests.Storage;

public sealed class ArchiveHistoryTests
{
    private const string First = "20261121T100000.000Z-000001-00a1";
    private const string Second = "20261121T103000.000Z-000001-00b2";
    private const string Alone = "20261121T104500.000Z-000001-00c3";

    private static readonly ArchiveNames Names = new("appdb");
    private static readonly DateTimeOffset Ten = new(2026, 11, 21, 10, 0, 0, TimeSpan.Zero);

    [Fact]
    public void Read_SegmentsThatOverlap_CountsEachCommitOnceInItsPart()
    {
        string[] names =
        [
            Names.Snapshot(First, 0, Ten),
            Names.Segment(First, 0, 1, 1, Ten.AddMinutes(10)),
            Names.Segment(First, 0, 2, 2, Ten.AddMinutes(20)),
            Names.Segment(First, 60, 1, 2, Ten.AddMinutes(20)),
        ];

        Assert.Equal([1L, 1, 0, 0, 0, 0], ArchiveHistory.Read(names, Ten.AddMinutes(5), Ten.AddMinutes(65), 6).Commits);
    }

    [Fact]
    public void Read_ASegmentOfManyCommits_SpreadsThemOverItsTime()
    {
        string[] names = [Names.Snapshot(First, 0, Ten), Names.Segment(First, 60, 1, 60, Ten.AddMinutes(59))];

        Assert.Equal([10L, 10, 10, 10, 10, 10], ArchiveHistory.Read(names, Ten, Ten.AddHours(1), 6).Commits);
        Assert.Equal([10L, 10, 10, 0], ArchiveHistory.Read(names, Ten.AddMinutes(30), Ten.AddMinutes(70), 4).Commits);
    }

    [Fact]
    public void Read_Lineages_TellsWhenHistoriesBeganButNotOfSnapshotsThatStandAlone()
    {
        string[] names =
        [
            Names.Snapshot(First, 0, Ten),
            Names.Segment(First, 0, 1, 1, Ten.AddMinutes(10)),
            Names.Snapshot(Second, 0, Ten.AddMinutes(30)),
            Names.Segment(Second, 0, 1, 1, Ten.AddMinutes(31)),
            Names.Snapshot(Alone, 0, Ten.AddMinutes(45)),
        ];

        var history = ArchiveHistory.Read(names, Ten.AddMinutes(20), Ten.AddHours(1), 4);

        Assert.Equal([Ten.AddMinutes(30)], history.Begins);
        Assert.Equal((Ten, Ten.AddMinutes(45)), (history.Oldest, history.Newest));
    }

    [Fact]
    public void Read_AnEmptyArchive_HasNothing()
    {
        var history = ArchiveHistory.Read([], Ten, Ten.AddHours(1), 3);

        Assert.Equal((null, null, 0), (history.Oldest, history.Newest, history.Commits.Sum()));
    }
}

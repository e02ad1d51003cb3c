using Belfry.BackupWorker;

namespace Belfry.Tests.BackupWorker;

public sealed class WordingTests
{
    [Theory]
    [InlineData(0, "0 B")]
    [InlineData(999, "999 B")]
    [InlineData(1_000, "1.0 kB")]
    [InlineData(4_096_000, "4.1 MB")]
    [InlineData(57_300_000_000, "57 GB")]
    [InlineData(999_600, "1.0 MB")]
    public void Size_OfBytes_HasTheLargestUnitThatFits(long bytes, string expected) => Assert.Equal(expected, Wording.Size(bytes));

    [Theory]
    [InlineData(0.036, "36 ms")]
    [InlineData(90, "90 s")]
    [InlineData(180, "3 min")]
    [InlineData(7_199, "119 min")]
    [InlineData(18_000, "5 h")]
    [InlineData(800_000, "9 days")]
    public void Span_OfSeconds_IsOneNumberAndOneUnit(double seconds, string expected) =>
        Assert.Equal(expected, Wording.Span(TimeSpan.FromSeconds(seconds)));

    [Theory]
    [InlineData("/backups/app.db", "/backups/app.db")]
    [InlineData("/my files/a.db", "'/my files/a.db'")]
    [InlineData("it's.db", "'it'\\''s.db'")]
    [InlineData("$HOME", "'$HOME'")]
    public void Quoted_Path_CanBePastedIntoAShell(string path, string expected) => Assert.Equal(expected, Wording.Quoted(path));
}

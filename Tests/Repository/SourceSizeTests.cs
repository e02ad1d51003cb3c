using Belfry.Tests.Support;

namespace Belfry.Tests.Repository;

/// <summary>A file holds one idea: past 300 lines it says why in its header, past 400 (tests 500) it is split.</summary>
public sealed class SourceSizeTests
{
    private const int SayWhyAfter = 300;
    private const int SplitAfter = 400;
    private const int SplitTestsAfter = 500;

    [Fact]
    public void SourceFile_OfAnyRoom_StaysWithinTheLimit()
    {
        var tooLong = SourceFiles().Where(file => file.Lines.Length > (file.Path.StartsWith("Tests/", StringComparison.Ordinal) ? SplitTestsAfter : SplitAfter));

        Assert.Empty(tooLong.Select(file => $"{file.Path} ({file.Lines.Length})"));
    }

    [Fact]
    public void SourceFile_PastThreeHundredLines_SaysWhyInItsHeader()
    {
        var silent = SourceFiles()
            .Where(file => !file.Path.StartsWith("Tests/", StringComparison.Ordinal) && file.Lines.Length > SayWhyAfter)
            .Where(file => !file.Lines.Take(5).Any(line => line.Contains("Long because", StringComparison.Ordinal)));

        Assert.Empty(silent.Select(file => $"{file.Path} ({file.Lines.Length})"));
    }

    /// <summary>A bundler prefers the compiled file, so that edits of the source would change nothing.</summary>
    [Fact]
    public void SourceFile_InTypeScript_HasNoCompiledTwin()
    {
        var written = RepositoryFiles.With(".ts", ".vue").Select(file => file.EndsWith(".ts", StringComparison.Ordinal) ? file[..^3] : file).ToHashSet();

        Assert.NotEmpty(written);
        Assert.DoesNotContain(RepositoryFiles.With(".js"), file => written.Contains(file[..^3]));
    }

    private static IEnumerable<(string Path, string[] Lines)> SourceFiles() =>
        RepositoryFiles.With(".cs", ".ts", ".vue", ".css")
            .Where(file => !file.EndsWith(".d.ts", StringComparison.Ordinal))
            .Select(file => (file, File.ReadAllLines(Path.Combine(RepositoryRoot.Path, file))));
}

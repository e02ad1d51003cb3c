using System.Text.RegularExpressions;
using Belfry.Tests.Support;

namespace Belfry.Tests.Repository;

/// <summary>A document may name only what exists: every path in code marks or links is looked up in the tree.</summary>
public sealed partial class DocumentTests
{
    public static TheoryData<string> Documents => [.. MarkdownFiles()];

    [Theory]
    [MemberData(nameof(Documents))]
    public void Document_NamingAPath_NamesOneThatExists(string document)
    {
        var text = File.ReadAllText(Path.Combine(RepositoryRoot.Path, document));
        var folder = Path.GetDirectoryName(document)!;

        var missing = MentionedPaths(text).Where(path => !Exists(path, folder)).Distinct();

        Assert.Empty(missing);
    }

    [Theory]
    [MemberData(nameof(Documents))]
    public void Document_NamingAFile_NamesNoLineNumber(string document)
    {
        var text = File.ReadAllText(Path.Combine(RepositoryRoot.Path, document));

        Assert.DoesNotMatch(LineNumber(), text);
    }

    [Theory]
    [InlineData("see `Storage/Missing.cs`", "Storage/Missing.cs")]
    [InlineData("see `nowhere/compose/missing.yml`", "nowhere/compose/missing.yml")]
    [InlineData("see [that](docs/missing.md#part)", "docs/missing.md")]
    public void MentionedPaths_OfAMissingFile_AreFound(string text, string expected)
    {
        Assert.Contains(expected, MentionedPaths(text));
        Assert.False(Exists(expected, ""));
    }

    /// <summary>Past changes may name what is gone since; every other document speaks of the present.</summary>
    private static IEnumerable<string> MarkdownFiles() =>
        RepositoryFiles.With(".md").Where(file => file != "CHANGELOG.md");

    private static IEnumerable<string> MentionedPaths(string text)
    {
        var inCode = CodeSpan().Matches(Fence().Replace(text, "")).Select(match => match.Groups[1].Value).Where(LooksLikeARepositoryPath);
        var linked = Link().Matches(text).Select(match => match.Groups[1].Value.Split('#')[0])
            .Where(target => target.Length > 0 && !target.Contains("://", StringComparison.Ordinal) && !target.StartsWith("mailto:", StringComparison.Ordinal));
        return inCode.Concat(linked);
    }

    /// <summary>`Storage/Sqlite/` and `docs/errors.md` are paths; `/api/lists`, `dotnet test` and `a | b` are not.</summary>
    private static bool LooksLikeARepositoryPath(string code) =>
        PathShape().IsMatch(code) && (TopLevelNames().Contains(code.Split('/')[0]) || (code.Contains('/') && SourceEnding().IsMatch(code)));

    private static HashSet<string> TopLevelNames() =>
        [.. Directory.EnumerateFileSystemEntries(RepositoryRoot.Path).Select(entry => Path.GetFileName(entry)!).Except(["artifacts", ".belfry"])];

    private static bool Exists(string path, string folder) =>
        Path.Exists(Path.Combine(RepositoryRoot.Path, path)) || Path.Exists(Path.Combine(RepositoryRoot.Path, folder, path));

    [GeneratedRegex(@"`([^`\n]+)`")]
    private static partial Regex CodeSpan();

    [GeneratedRegex(@"^```.*?^```", RegexOptions.Multiline | RegexOptions.Singleline)]
    private static partial Regex Fence();

    [GeneratedRegex(@"\]\(([^)\s]+)\)")]
    private static partial Regex Link();

    [GeneratedRegex(@"^[\w.-]+(/[\w.@-]+)*/?$")]
    private static partial Regex PathShape();

    [GeneratedRegex(@"\.(cs|csproj|ts|vue|css|md|json|ya?ml|py|sql)$")]
    private static partial Regex SourceEnding();

    [GeneratedRegex(@"\.(cs|ts|vue|md|props|targets):\d+|#L\d+")]
    private static partial Regex LineNumber();
}

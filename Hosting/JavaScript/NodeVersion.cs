using System.Text.RegularExpressions;

namespace Aspire.Hosting.JavaScript;

/// <summary>The major version of Node that a folder asks for, from the files that version managers read.</summary>
internal static partial class NodeVersion
{
    private const string Default = "22";

    public static string Of(string folder) =>
        MajorOf(FirstLine(folder, ".nvmrc")) ?? MajorOf(FirstLine(folder, ".node-version")) ?? MajorOf(ToolVersion(folder)) ?? Default;

    private static string? FirstLine(string folder, string file) => Lines(folder, file).FirstOrDefault();

    // nodejs 22.11.0
    private static string? ToolVersion(string folder) => Lines(folder, ".tool-versions")
        .Select(line => line.Split([' ', '\t'], StringSplitOptions.RemoveEmptyEntries))
        .FirstOrDefault(words => words is ["nodejs" or "node", _, ..])?[1];

    private static IEnumerable<string> Lines(string folder, string file) =>
        File.Exists(Path.Combine(folder, file)) ? File.ReadLines(Path.Combine(folder, file)) : [];

    private static string? MajorOf(string? version) => version is not null && Major().Match(version) is { Success: true } match ? match.Groups[1].Value : null;

    // 22 / v22.1.0 / >=20.12 / ^18.0.0; a name such as lts/iron has no number to build an image's tag from.
    [GeneratedRegex(@"^\s*[vV<>=~^]*\s*([1-9]\d*)(?:[.\-\s]|$)")]
    private static partial Regex Major();
}

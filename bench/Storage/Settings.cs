using System.Globalization;

namespace Belfry.Bench.Storage;

/// <summary>What was asked on the command line: <c>name=value</c> in any order, and <c>--json</c>.</summary>
internal sealed class Settings(string[] arguments)
{
    public bool Json { get; } = arguments.Contains("--json");

    public double Number(string name, double otherwise) =>
        Text(name, "") is { Length: > 0 } given ? double.Parse(given, CultureInfo.InvariantCulture) : otherwise;

    public string Text(string name, string otherwise) =>
        arguments.LastOrDefault(argument => argument.StartsWith($"{name}=", StringComparison.Ordinal))?[(name.Length + 1)..] ?? otherwise;

    /// <summary>A new folder for the files of a measurement, below <c>folder=</c>.</summary>
    public string NewFolder() => Directory.CreateDirectory(Path.Combine(Text("folder", Path.GetTempPath()), $"belfry-bench-{Guid.NewGuid():n}")).FullName;
}

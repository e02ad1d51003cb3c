using System.Diagnostics.CodeAnalysis;

namespace Belfry.Tests.Support;

/// <summary>What a test needs from the machine: without it the test is skipped, but with CI=true, where it is expected, the test fails.</summary>
internal static class Prerequisite
{
    /// <param name="what">The missing thing, as a sentence: "Chromium is not installed".</param>
    /// <param name="enable">The command that provides it: "sudo apt-get install chromium".</param>
    /// <returns>Never: the type is what the caller looked for, so that the call can stand after <c>??</c>.</returns>
    [DoesNotReturn]
    public static string Missing(string what, string enable)
    {
        var message = $"{what}. To run this test: {enable}";
        if (string.Equals(Environment.GetEnvironmentVariable("CI"), "true", StringComparison.OrdinalIgnoreCase))
        {
            Assert.Fail($"{message} (CI=true makes a missing prerequisite a failure)");
        }

        Assert.Skip(message);
        return message;
    }

    /// <summary>The full path of the first of these programs found on PATH, or null.</summary>
    public static string? FindProgram(params string[] names)
    {
        var folders = (Environment.GetEnvironmentVariable("PATH") ?? "").Split(Path.PathSeparator, StringSplitOptions.RemoveEmptyEntries);
        return names.SelectMany(name => folders.Select(folder => Path.Combine(folder, name))).FirstOrDefault(File.Exists);
    }
}

using Aspire.Hosting;

namespace Belfry.Tests.Hosting;

public sealed class LaunchProfileTests
{
    [Theory]
    [InlineData(null, new string[0])]
    [InlineData("  ", new string[0])]
    [InlineData("run --fast", new[] { "run", "--fast" })]
    [InlineData("\"two words\" --path=\"C:\\My Data\\x\" end", new[] { "two words", "--path=C:\\My Data\\x", "end" })]
    [InlineData("say \\\"hi\\\" \"\"", new[] { "say", "\"hi\"", "" })]
    public void Args_OfACommandLine_AreSplitAsShellsDo(string? line, string[] expected) =>
        Assert.Equal(expected, new LaunchProfile { CommandLineArgs = line }.Args);
}

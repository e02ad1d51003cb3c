using Belfry.Storage.Sqlite;
using Belfry.Tests.Support;

namespace Belfry.Tests.Storage;

public sealed class EngineVersionTests
{
    [Fact]
    public void Current_WhereACompilerIs_IsTheCompiledAmalgamation()
    {
        Assert.NotEmpty(CompiledEngine.Bytes);

        Assert.True(EngineVersion.Current.HasWalResetFix, $"{EngineVersion.Current.Version} was loaded");
    }

    [Theory]
    [InlineData("3.35.5", false)]
    [InlineData("3.44.5", false)]
    [InlineData("3.44.6", true)]
    [InlineData("3.50.7", true)]
    [InlineData("3.51.2", false)]
    [InlineData("3.51.3", true)]
    [InlineData("3.53.2", true)]
    public void HasWalResetFix_OfVersion_FollowsTheReleaseNotes(string version, bool expected) =>
        Assert.Equal(expected, new EngineVersion(Version.Parse(version), "").HasWalResetFix);
}

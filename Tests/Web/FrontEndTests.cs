using Belfry.Tests.Support;

namespace Belfry.Tests.Web;

/// <summary>What the front end says about itself, so that one command tells about all of the repository.</summary>
public sealed class FrontEndTests
{
    [Theory]
    [InlineData("check")]
    [InlineData("test")]
    [InlineData("build")]
    public Task Script_OfPackageJson_Succeeds(string script) => WebPackages.RunScriptAsync(script, TestContext.Current.CancellationToken);
}

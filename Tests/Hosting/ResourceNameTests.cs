using Aspire.Hosting;

namespace Belfry.Tests.Hosting;

public sealed class ResourceNameTests
{
    [Theory]
    [InlineData("", "It is empty.")]
    [InlineData("1api", "It does not start with a letter.")]
    [InlineData("api-", "It ends with a hyphen.")]
    [InlineData("backup--worker", "It has two hyphens in a row.")]
    [InlineData("back_up", "It contains '_'.")]
    public void AddParameter_NameIsInvalid_SaysWhyAndWhatIsAllowed(string name, string why)
    {
        var fault = Assert.Throws<DistributedApplicationException>(() => TestApp.Describe().AddParameter(name));

        Assert.Equal(3, fault.Message.Split('\n').Length);
        Assert.Contains(why, fault.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void AddParameter_NameHas65Characters_IsRefused() =>
        Assert.Throws<DistributedApplicationException>(() => TestApp.Describe().AddParameter(new string('a', 65)));

    [Fact]
    public void AddResource_NameIsTakenInOtherCase_NamesBothKinds()
    {
        var builder = TestApp.Describe();
        builder.AddParameter("api");

        var fault = Assert.Throws<DistributedApplicationException>(() => builder.AddExecutable("API", "sh", "."));

        Assert.Contains("A ExecutableResource cannot take the name that a ParameterResource already has", fault.Message, StringComparison.Ordinal);
    }
}

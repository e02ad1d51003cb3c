using Aspire.Hosting;
using Aspire.Hosting.ApplicationModel;

namespace Belfry.Tests.Hosting;

public sealed class ParameterTests
{
    [Fact]
    public async Task Start_ParametersWithoutValue_NamesEachWithItsKey()
    {
        var builder = TestApp.Describe();
        builder.AddParameter("first");
        builder.AddParameter("second", secret: true);

        var fault = await Assert.ThrowsAsync<MissingParameterValueException>(() => TestApp.StartAsync(builder));

        Assert.Contains("The configuration has no Parameters:first", fault.Message, StringComparison.Ordinal);
        Assert.Contains("dotnet user-secrets set Parameters:first", fault.Message, StringComparison.Ordinal);
        Assert.Contains("(or set Parameters__first)", fault.Message, StringComparison.Ordinal);
        Assert.Contains("dotnet user-secrets set Parameters:second", fault.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("--Parameters:control-key=given")]
    [InlineData("--Parameters:control_key=given")]
    public void Value_Configured_WinsOverTheDefault(string argument) =>
        Assert.Equal("given", TestApp.Describe(argument).AddParameter("control-key", new GenerateParameterDefault(), secret: true).Resource.Value);

    [Fact]
    public void GetDefaultValue_MinimaGiven_AreMet()
    {
        var text = new GenerateParameterDefault { MinLength = 40, Special = false, MinNumeric = 10, MinUpper = 10 }.GetDefaultValue();

        Assert.Equal(40, text.Length);
        Assert.True(text.Count(char.IsAsciiDigit) >= 10);
        Assert.True(text.Count(char.IsAsciiLetterUpper) >= 10);
        Assert.All(text, c => Assert.True(char.IsAsciiLetterOrDigit(c)));
    }

    [Fact]
    public void Value_Generated_StaysTheSame()
    {
        var parameter = TestApp.Describe().AddParameter("key", new GenerateParameterDefault()).Resource;

        Assert.Equal(parameter.Value, parameter.Value);
    }

    [Fact]
    public void AddParameter_SecretPublished_IsRefused() => Assert.Throws<DistributedApplicationException>(
        () => TestApp.Describe().AddParameter("key", "value", publishValueAsDefault: true, secret: true));
}

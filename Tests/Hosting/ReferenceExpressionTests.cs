using Aspire.Hosting;
using Aspire.Hosting.ApplicationModel;

namespace Belfry.Tests.Hosting;

public sealed class ReferenceExpressionTests
{
    [Fact]
    public async Task GetValueAsync_ParameterInTheMiddle_FillsTheHole()
    {
        var key = TestApp.Describe().AddParameter("key", "a b");

        var expression = ReferenceExpression.Create($"x={key};{{}}={key:uri}");

        Assert.Equal("x=a b;{}=a%20b", await expression.GetValueAsync(TestContext.Current.CancellationToken));
        Assert.Equal("x={key.value};{}={key.value}", expression.ValueExpression);
    }

    [Fact]
    public async Task Build_TextWithBraces_KeepsThem()
    {
        var builder = new ReferenceExpressionBuilder();
        builder.AppendLiteral("{literal}");
        builder.Append($" and {"text"}");

        Assert.Equal("{literal} and text", await builder.Build().GetValueAsync(TestContext.Current.CancellationToken));
    }

    [Fact]
    public void ValueExpression_EndpointProperties_NameTheBinding()
    {
        var web = TestApp.Describe().AddExecutable("web", "sh", ".").WithHttpEndpoint();

        var expression = ReferenceExpression.Create($"{web.GetEndpoint("http")} {web.GetEndpoint("http").Property(EndpointProperty.Port)}");

        Assert.Equal("{web.bindings.http.url} {web.bindings.http.port}", expression.ValueExpression);
    }
}

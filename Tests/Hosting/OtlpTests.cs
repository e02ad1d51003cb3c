using Aspire.Hosting;
using Aspire.Hosting.ApplicationModel;

namespace Belfry.Tests.Hosting;

public sealed class OtlpTests
{
    [Theory]
    [InlineData(null, "http://localhost:4318", "http/protobuf")]
    [InlineData(OtlpProtocol.HttpJson, "http://localhost:4318", "http/json")]
    [InlineData(OtlpProtocol.Grpc, "http://localhost:4317", "grpc")]
    public async Task WithOtlpExporter_Protocol_SetsAddressAndProtocol(OtlpProtocol? protocol, string address, string name)
    {
        var variables = await VariablesAsync(protocol, ("ASPIRE_DASHBOARD_OTLP_ENDPOINT_URL", "http://localhost:4317"));

        Assert.Equal(address, ((HostUrl)variables["OTEL_EXPORTER_OTLP_ENDPOINT"]).Url);
        Assert.Equal(name, variables["OTEL_EXPORTER_OTLP_PROTOCOL"]);
    }

    [Fact]
    public async Task WithOtlpExporter_GrpcWithoutAPort_SaysWhatToSet()
    {
        var fault = await Assert.ThrowsAsync<DistributedApplicationException>(() => VariablesAsync(OtlpProtocol.Grpc));

        Assert.Contains("  next: Set it in the AppHost's launch profile", fault.Message, StringComparison.Ordinal);
    }

    /// <summary>What a resource gets that has the exporter, and then one that says more.</summary>
    private static async Task<Dictionary<string, object>> VariablesAsync(OtlpProtocol? protocol, params (string Key, string Value)[] settings)
    {
        var builder = TestApp.Describe();
        foreach (var (key, value) in settings.Append(("ASPIRE_DASHBOARD_OTLP_HTTP_ENDPOINT_URL", "http://localhost:4318")))
        {
            builder.Configuration[key] = value;
        }

        var worker = builder.AddExecutable("worker", "run", "/").WithOtlpExporter();
        _ = protocol is { } wanted ? worker.WithOtlpExporter(wanted) : worker;
        var context = new EnvironmentCallbackContext(builder.ExecutionContext, worker.Resource);
        foreach (var step in worker.Resource.Annotations.OfType<EnvironmentCallbackAnnotation>())
        {
            await step.Callback(context);
        }

        return context.EnvironmentVariables;
    }
}

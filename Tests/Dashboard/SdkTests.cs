using System.Diagnostics;
using System.Diagnostics.Metrics;
using System.Text.Json.Nodes;
using Belfry.Tests.Support;
using Microsoft.Extensions.Logging;
using OpenTelemetry;
using OpenTelemetry.Exporter;
using OpenTelemetry.Logs;
using OpenTelemetry.Metrics;
using OpenTelemetry.Resources;
using OpenTelemetry.Trace;

namespace Belfry.Tests.Dashboard;

/// <summary>The OpenTelemetry SDKs that nobody here wrote, by every protocol they have.</summary>
public sealed class SdkTests
{
    private static readonly NpmPackages NodeSender = new("Tests", "Dashboard", "Senders", "node");

    [Theory]
    [InlineData(OtlpExportProtocol.HttpProtobuf)]
    [InlineData(OtlpExportProtocol.Grpc)]
    public async Task DotNet_TracesLogsAndMetrics_ArriveWhole(OtlpExportProtocol protocol)
    {
        await using var dashboard = await DashboardProcess.StartAsync(signIn: false);
        using var source = new ActivitySource("sender", "1.2.3");
        using var meter = new Meter("sender");
        using (var traces = Sdk.CreateTracerProviderBuilder().AddSource("sender").ConfigureResource(Service).AddOtlpExporter(options => To(options, "traces")).Build())
        using (var metrics = Sdk.CreateMeterProviderBuilder().AddMeter("sender").ConfigureResource(Service).AddOtlpExporter(options => To(options, "metrics")).Build())
        using (var factory = LoggerFactory.Create(logging => logging.AddOpenTelemetry(options =>
        {
            options.IncludeFormattedMessage = true;
            var resource = ResourceBuilder.CreateEmpty();
            Service(resource);
            options.SetResourceBuilder(resource).AddOtlpExporter((exporter, _) => To(exporter, "logs"));
        })))
        {
            using var parent = source.StartActivity("GET /wishes", ActivityKind.Server)!;
            parent.SetTag("http.route", "/wishes").SetTag("http.response.status_code", 500);
            using (var child = source.StartActivity("select", ActivityKind.Client, parent.Context, links: [new ActivityLink(parent.Context)])!)
            {
                child.SetStatus(ActivityStatusCode.Error, "database is locked").AddException(new InvalidOperationException("locked"));
            }

            factory.CreateLogger("wishes").LogWarning("slow: grüße, {User}", "ann");
            meter.CreateCounter<long>("requests", "{request}").Add(3, new KeyValuePair<string, object?>("method", "GET"));
            meter.CreateHistogram<double>("duration", "s").Record(0.2);
        }

        await AssertArrivedAsync(dashboard, "dotnet-sender");

        static void Service(ResourceBuilder resource) => resource.AddService("dotnet-sender", serviceInstanceId: "dotnet-1");

        void To(OtlpExporterOptions options, string signal)
        {
            options.Protocol = protocol;
            options.Endpoint = protocol == OtlpExportProtocol.Grpc ? dashboard.Grpc : new Uri(dashboard.Otlp, $"/v1/{signal}");
            options.Headers = $"x-otlp-api-key={DashboardProcess.OtlpKey}";
        }
    }

    [Theory]
    [InlineData("http/protobuf", "none")]
    [InlineData("http/protobuf", "gzip")]
    [InlineData("http/json", "none")]
    [InlineData("http/json", "gzip")]
    [InlineData("grpc", "none")]
    [InlineData("grpc", "gzip")]
    public async Task Node_TracesLogsAndMetrics_ArriveWhole(string protocol, string compression)
    {
        var node = NpmPackages.Node;
        await NodeSender.EnsureAsync();
        await using var dashboard = await DashboardProcess.StartAsync(signIn: false);

        await SendAsync(dashboard, new ProcessStartInfo(node, ["send.mjs", protocol]) { WorkingDirectory = NodeSender.Folder }, protocol, compression);

        await AssertArrivedAsync(dashboard, "node-sender");
    }

    [Theory]
    [InlineData("http", "none")]
    [InlineData("http", "gzip")]
    [InlineData("grpc", "none")]
    [InlineData("grpc", "gzip")]
    public async Task Python_TracesLogsAndMetrics_ArriveWhole(string protocol, string compression)
    {
        var senders = Path.Combine(RepositoryRoot.Path, "Tests", "Dashboard", "Senders", "python");
        var sdk = Path.Combine(RepositoryRoot.Path, "artifacts", "python-sdk");
        // Not a failure even where everything is expected: the packages are of Debian's unstable release.
        Assert.SkipUnless(Directory.Exists(sdk), $"The OpenTelemetry SDK for Python is not there. To run this test on Debian: {senders}/install {sdk}");
        await using var dashboard = await DashboardProcess.StartAsync(signIn: false);
        var start = new ProcessStartInfo("/usr/bin/python3", ["-W", "ignore", Path.Combine(senders, "send.py"), protocol]);
        start.Environment["PYTHONPATH"] = sdk;

        await SendAsync(dashboard, start, protocol, compression);

        await AssertArrivedAsync(dashboard, "python-sender");
    }

    private static async Task SendAsync(DashboardProcess dashboard, ProcessStartInfo start, string protocol, string compression)
    {
        start.RedirectStandardError = true;
        start.Environment["OTEL_EXPORTER_OTLP_ENDPOINT"] = (protocol == "grpc" ? dashboard.Grpc : dashboard.Otlp).GetLeftPart(UriPartial.Authority);
        start.Environment["OTEL_EXPORTER_OTLP_HEADERS"] = $"x-otlp-api-key={DashboardProcess.OtlpKey}";
        start.Environment["OTEL_EXPORTER_OTLP_COMPRESSION"] = compression == "none" ? null : compression; // not every SDK knows the word
        using var process = Process.Start(start)!;

        var errors = await process.StandardError.ReadToEndAsync(TestContext.Current.CancellationToken);
        await process.WaitForExitAsync(TestContext.Current.CancellationToken);

        Assert.True(process.ExitCode == 0, errors);
    }

    private static async Task AssertArrivedAsync(DashboardProcess dashboard, string service)
    {
        JsonNode? spans = null;
        await Eventually.TrueAsync(
            async () => (int)(spans = await TelemetryApiTests.GetAsync(dashboard, "spans?follow=false"))["totalCount"]! == 2
                && (int)(await TelemetryApiTests.GetAsync(dashboard, "logs"))["totalCount"]! == 1
                && (int)(await TelemetryApiTests.GetAsync(dashboard, "metrics"))["totalCount"]! == 2,
            "two spans, a log record and two series");

        var scope = Single(spans!["data"]!, "resourceSpans", "scopeSpans");
        Assert.Equal(("sender", "1.2.3"), ((string?)scope["scope"]!["name"], (string?)scope["scope"]!["version"]));
        var parent = scope["spans"]!.AsArray().Single(span => (string?)span!["name"] == "GET /wishes")!;
        var child = scope["spans"]!.AsArray().Single(span => (string?)span!["name"] == "select")!;
        Assert.Equal((2, 3), ((int)parent["kind"]!, (int)child["kind"]!));
        Assert.Equal("500", Attribute(parent, "http.response.status_code")["intValue"]!.ToString());
        Assert.Equal(((string?)parent["traceId"], (string?)parent["spanId"]), ((string?)child["traceId"], (string?)child["parentSpanId"]));
        Assert.Equal((string?)parent["spanId"], (string?)Assert.Single(child["links"]!.AsArray())!["spanId"]);
        Assert.Equal((2, "database is locked"), ((int)child["status"]!["code"]!, (string?)child["status"]!["message"]));
        Assert.Equal("exception", (string?)Assert.Single(child["events"]!.AsArray())!["name"]);

        var log = Single((await TelemetryApiTests.GetAsync(dashboard, $"logs?resource={service}&severity=Warning"))["data"]!, "resourceLogs", "scopeLogs")["logRecords"]![0]!;
        Assert.StartsWith("slow: grüße", (string?)log["body"]!["stringValue"], StringComparison.Ordinal);
        Assert.Equal((string?)parent["spanId"], (string?)log["spanId"]);

        var metrics = Single((await TelemetryApiTests.GetAsync(dashboard, "metrics"))["data"]!, "resourceMetrics", "scopeMetrics")["metrics"]!.AsArray();
        var counter = metrics.Single(metric => (string?)metric!["name"] == "requests")!["sum"]!;
        Assert.Equal((3, true), ((double)counter["dataPoints"]![0]!["asDouble"]!, (bool)counter["isMonotonic"]!));
        Assert.Equal("GET", (string?)Attribute(counter["dataPoints"]![0]!, "method")["stringValue"]);
        var histogram = metrics.Single(metric => (string?)metric!["name"] == "duration")!["histogram"]!["dataPoints"]![0]!;
        Assert.Equal(("1", 0.2), ((string?)histogram["count"], (double)histogram["sum"]!));
    }

    private static JsonNode Single(JsonNode data, string resources, string scopes) => Assert.Single(Assert.Single(data[resources]!.AsArray())![scopes]!.AsArray())!;

    private static JsonNode Attribute(JsonNode record, string key) => record["attributes"]!.AsArray().Single(attribute => (string?)attribute!["key"] == key)!["value"]!;
}

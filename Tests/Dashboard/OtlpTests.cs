using System.Diagnostics;
using System.IO.Compression;
using System.Net;
using System.Net.Http.Headers;
using System.Text;
using Microsoft.Extensions.Logging;
using OpenTelemetry;
using OpenTelemetry.Exporter;
using OpenTelemetry.Logs;
using OpenTelemetry.Resources;
using OpenTelemetry.Trace;

namespace Belfry.Tests.Dashboard;

/// <summary>Telemetry from the OpenTelemetry SDK for .NET, and hand-made OTLP/JSON, in at one door and out at the other.</summary>
public sealed class OtlpTests
{
    [Theory]
    [InlineData(OtlpExportProtocol.HttpProtobuf)]
    [InlineData(OtlpExportProtocol.Grpc)]
    public async Task Traces_FromTheDotNetSdk_ComeOutWithAttributesEventsAndStatus(OtlpExportProtocol protocol)
    {
        await using var dashboard = await DashboardProcess.StartAsync();
        using var source = new ActivitySource("Belfry.Tests");
        using (Sdk.CreateTracerProviderBuilder().AddSource("Belfry.Tests").ConfigureResource(Service)
            .AddOtlpExporter(options => To(options, dashboard, "traces", protocol)).Build())
        {
            using var parent = source.StartActivity("POST /api/lists", ActivityKind.Server)!;
            parent.SetTag("http.response.status_code", 500);
            parent.SetTag("wish.tags", new[] { "book", "<script>alert(1)</script>" });
            using var child = source.StartActivity("commit batch", ActivityKind.Client)!;
            child.SetStatus(ActivityStatusCode.Error, "database is locked");
            child.AddException(new InvalidOperationException("locked"));
        }

        var page = await dashboard.WaitForAsync("/api/traces", answer => answer["items"]!.AsArray().Count == 1 && (int)answer["items"]![0]!["spans"]! == 2);
        var row = page["items"]![0]!;
        Assert.Equal(("POST /api/lists", "api", 1), ((string?)row["name"], (string?)row["resource"], (int)row["errors"]!));
        var spans = (await dashboard.GetAsync($"/api/traces/{row["traceId"]}"))["spans"]!.AsArray();
        Assert.Equal(["server", "client"], spans.Select(span => (string)span!["kind"]!));
        Assert.Equal("database is locked", (string?)spans[1]!["statusMessage"]);
        Assert.Equal("exception", (string?)spans[1]!["events"]![0]!["name"]);
        var attributes = spans[0]!["attributes"]!.AsArray().ToDictionary(item => (string)item!["key"]!, item => (string)item!["value"]!);
        Assert.Equal("500", attributes["http.response.status_code"]);
        Assert.Equal("""["book","<script>alert(1)</script>"]""", System.Text.RegularExpressions.Regex.Unescape(attributes["wish.tags"]));
    }

    [Fact]
    public async Task Logs_FromTheDotNetSdk_ComeOutAsSentencesAndInTheirTrace()
    {
        await using var dashboard = await DashboardProcess.StartAsync();
        using var activity = new Activity("request").SetIdFormat(ActivityIdFormat.W3C).Start();
        using (var factory = LoggerFactory.Create(logging => logging.AddOpenTelemetry(options =>
            options.SetResourceBuilder(ResourceBuilder.CreateEmpty().AddService("api")).AddOtlpExporter((exporter, processor) => To(exporter, dashboard, "logs")))))
        {
            factory.CreateLogger("Belfry.Api.Lists").LogError(new InvalidOperationException("locked"), "List {ListId} was not saved", "l-17");
        }

        var page = await dashboard.WaitForAsync($"/api/logs?trace={activity.TraceId}&severity=17", answer => answer["items"]!.AsArray().Count == 1);
        var row = page["items"]![0]!;
        Assert.Equal(
            ("List l-17 was not saved", "Belfry.Api.Lists", "InvalidOperationException"),
            ((string?)row["message"], (string?)row["category"], (string?)row["exception"]));
        Assert.Equal("List {ListId} was not saved", (string?)(await dashboard.GetAsync($"/api/logs/{row["id"]}"))["template"]);
    }

    [Theory]
    [InlineData("ListId = l-17", 1)]
    [InlineData("ListId ~ L-1", 1)]
    [InlineData("ListId != l-17", 1)]
    [InlineData("service.name = api", 2)]
    [InlineData("Count > 40", 1)]
    public async Task Logs_FilteredByAttribute_AreThoseThatMatch(string filter, int expected)
    {
        await using var dashboard = await DashboardProcess.StartAsync();
        await SendJsonAsync(dashboard, "/v1/logs", Logs("""
            {"timeUnixNano":"1","body":{"stringValue":"a"},"attributes":[{"key":"ListId","value":{"stringValue":"l-17"}},{"key":"Count","value":{"intValue":"41"}}]},
            {"timeUnixNano":"2","body":{"stringValue":"b"},"attributes":[{"key":"Count","value":{"intValue":7}}]}
            """));

        var page = await dashboard.GetAsync($"/api/logs?filter={Uri.EscapeDataString(filter)}");

        Assert.Equal(expected, page["items"]!.AsArray().Count);
    }

    [Fact]
    public async Task Json_Gzipped_IsUnpacked()
    {
        await using var dashboard = await DashboardProcess.StartAsync();
        var packed = new MemoryStream();
        await using (var gzip = new GZipStream(packed, CompressionLevel.Fastest, leaveOpen: true))
        {
            await gzip.WriteAsync(Encoding.UTF8.GetBytes(Logs("""{"timeUnixNano":"1","body":{"stringValue":"packed"}}""")), TestContext.Current.CancellationToken);
        }

        using var content = new ByteArrayContent(packed.ToArray());
        content.Headers.ContentType = new MediaTypeHeaderValue("application/json");
        content.Headers.ContentEncoding.Add("gzip");
        var answer = await dashboard.Sender.PostAsync("/v1/logs", content, TestContext.Current.CancellationToken);

        Assert.Equal(HttpStatusCode.OK, answer.StatusCode);
        Assert.Equal("packed", (string?)(await dashboard.GetAsync("/api/logs"))["items"]![0]!["message"]);
    }

    [Fact]
    public async Task Post_WithoutKey_Returns401AndStoresNothing()
    {
        await using var dashboard = await DashboardProcess.StartAsync();
        using var stranger = new HttpClient { BaseAddress = dashboard.Otlp };

        using var content = new StringContent(Logs("""{"timeUnixNano":"1"}"""), Encoding.UTF8, "application/json");
        var answer = await stranger.PostAsync("/v1/logs", content, TestContext.Current.CancellationToken);

        Assert.Equal(HttpStatusCode.Unauthorized, answer.StatusCode);
        Assert.Empty((await dashboard.GetAsync("/api/logs"))["items"]!.AsArray());
    }

    [Fact]
    public async Task Grpc_WrongKeyOrGarbage_IsRefusedInTheTrailer()
    {
        await using var dashboard = await DashboardProcess.StartAsync();
        using var http = new HttpClient { BaseAddress = dashboard.Grpc, DefaultRequestVersion = HttpVersion.Version20, DefaultVersionPolicy = HttpVersionPolicy.RequestVersionExact };

        Assert.Equal("16", await CallAsync("wrong", [0, 0, 0, 0, 0]));
        Assert.Equal("3", await CallAsync(DashboardProcess.OtlpKey, [0, 0, 0, 0, 2, 0xFF, 0xFF]));
        Assert.Equal("3", await CallAsync(DashboardProcess.OtlpKey, []));
        Assert.Equal("8", await CallAsync(DashboardProcess.OtlpKey, [0, 0x7F, 0xFF, 0xFF, 0xFF]));
        Assert.Equal("0", await CallAsync(DashboardProcess.OtlpKey, [0, 0, 0, 0, 0]));

        async Task<string> CallAsync(string key, byte[] body)
        {
            using var request = new HttpRequestMessage(HttpMethod.Post, "/opentelemetry.proto.collector.logs.v1.LogsService/Export") { Content = new ByteArrayContent(body) };
            request.Version = HttpVersion.Version20;
            request.VersionPolicy = HttpVersionPolicy.RequestVersionExact;
            request.Headers.Add("x-otlp-api-key", key);
            request.Content.Headers.ContentType = new MediaTypeHeaderValue("application/grpc");
            using var answer = await http.SendAsync(request, TestContext.Current.CancellationToken);
            await answer.Content.ReadAsByteArrayAsync(TestContext.Current.CancellationToken);
            return answer.TrailingHeaders.GetValues("grpc-status").Single();
        }
    }

    [Fact]
    public async Task TelemetryDoor_AskedForPagesOrApi_HasNeither()
    {
        await using var dashboard = await DashboardProcess.StartAsync();

        foreach (var path in new[] { "/", "/login", "/api/logs", "/feed", "/health/live" })
        {
            Assert.Equal(HttpStatusCode.NotFound, (await dashboard.Sender.GetAsync(path, TestContext.Current.CancellationToken)).StatusCode);
        }
    }

    internal static string Logs(string records) =>
        $$$"""{"resourceLogs":[{"resource":{"attributes":[{"key":"service.name","value":{"stringValue":"api"}}]},"scopeLogs":[{"logRecords":[{{{records}}}]}]}]}""";

    internal static async Task<HttpResponseMessage> SendJsonAsync(DashboardProcess dashboard, string path, string json)
    {
        using var content = new StringContent(json, Encoding.UTF8, "application/json");
        return await dashboard.Sender.PostAsync(path, content, TestContext.Current.CancellationToken);
    }

    private static void Service(ResourceBuilder resource) => resource.AddService("api", serviceInstanceId: "api-1");

    private static void To(OtlpExporterOptions options, DashboardProcess dashboard, string signal, OtlpExportProtocol protocol = OtlpExportProtocol.HttpProtobuf)
    {
        options.Protocol = protocol;
        options.Endpoint = protocol == OtlpExportProtocol.Grpc ? dashboard.Grpc : new Uri(dashboard.Otlp, $"/v1/{signal}");
        options.Headers = $"x-otlp-api-key={DashboardProcess.OtlpKey}";
    }
}

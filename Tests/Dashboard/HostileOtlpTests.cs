using System.IO.Compression;
using System.Net;
using System.Net.Http.Headers;
using System.Net.Http.Json;
using System.Text;
using System.Text.Json.Nodes;

namespace Belfry.Tests.Dashboard;

/// <summary>What a broken or malicious sender can do: be refused, counted or cut, and never harm what others sent.</summary>
public sealed class HostileOtlpTests
{
    [Fact]
    public async Task Json_NestedTooDeep_IsRefusedAndOthersStillGetThrough()
    {
        await using var dashboard = await DashboardProcess.StartAsync();
        var deep = string.Concat(Enumerable.Repeat("""{"arrayValue":{"values":[""", 5_000)) + string.Concat(Enumerable.Repeat("]}}", 5_000));

        var answer = await OtlpTests.SendJsonAsync(dashboard, "/v1/logs", OtlpTests.Logs($$"""{"timeUnixNano":"1","body":{{deep}}}"""));

        Assert.Equal(HttpStatusCode.BadRequest, answer.StatusCode);
        await AssertTakesALogAsync(dashboard);
    }

    [Fact]
    public async Task Protobuf_RecordNestedTooDeep_IsCountedAndItsNeighboursAreKept()
    {
        await using var dashboard = await DashboardProcess.StartAsync();
        byte[] value = [];
        for (var i = 0; i < 60; i++)
        {
            value = Field(5, Field(1, value));
        }

        var bad = Field(5, value);
        var good = Field(5, Field(1, "kept"u8.ToArray()));
        var answer = await PostAsync(dashboard, "/v1/logs", Field(1, Field(2, [.. Field(2, bad), .. Field(2, good)])));

        var response = await answer.Content.ReadAsByteArrayAsync(TestContext.Current.CancellationToken);
        Assert.Equal(HttpStatusCode.OK, answer.StatusCode);
        Assert.Contains("nested deeper", Encoding.UTF8.GetString(response), StringComparison.Ordinal);
        Assert.Equal(["kept"], (await dashboard.GetAsync("/api/logs"))["items"]!.AsArray().Select(item => (string)item!["message"]!));
    }

    [Fact]
    public async Task Json_TenMegabyteAttribute_IsCutAndTheRecordKept()
    {
        await using var dashboard = await DashboardProcess.StartAsync();
        var huge = new string('x', 10 * 1024 * 1024);

        var answer = await OtlpTests.SendJsonAsync(
            dashboard, "/v1/logs", OtlpTests.Logs($$$"""{"timeUnixNano":"1","body":{"stringValue":"b"},"attributes":[{"key":"huge","value":{"stringValue":"{{{huge}}}"}}]}"""));

        Assert.Equal(HttpStatusCode.OK, answer.StatusCode);
        var detail = await dashboard.GetAsync("/api/logs/0");
        Assert.EndsWith("… (cut)", (string?)detail["attributes"]![0]!["value"], StringComparison.Ordinal);
        Assert.InRange(((string)detail["attributes"]![0]!["value"]!).Length, 1_000, 3_000);
    }

    [Fact]
    public async Task Gzip_UnpackingBeyondTheBound_Returns413()
    {
        await using var dashboard = await DashboardProcess.StartAsync();
        var packed = new MemoryStream();
        await using (var gzip = new GZipStream(packed, CompressionLevel.Fastest, leaveOpen: true))
        {
            await gzip.WriteAsync(new byte[64 * 1024 * 1024], TestContext.Current.CancellationToken);
        }

        var answer = await PostAsync(dashboard, "/v1/traces", packed.ToArray(), "gzip");

        Assert.Equal(HttpStatusCode.RequestEntityTooLarge, answer.StatusCode);
    }

    [Fact]
    public async Task Spans_WithoutIds_AreCountedAsRejected()
    {
        await using var dashboard = await DashboardProcess.StartAsync();

        var answer = await OtlpTests.SendJsonAsync(dashboard, "/v1/traces", """
            {"resourceSpans":[{"scopeSpans":[{"spans":[{"name":"no ids"},{"name":"half","traceId":"0102030405060708090a0b0c0d0e0f10"},
            {"name":"whole","traceId":"0102030405060708090a0b0c0d0e0f10","spanId":"0102030405060708"}]}]}]}
            """);

        var body = await answer.Content.ReadFromJsonAsync<JsonNode>(TestContext.Current.CancellationToken);
        Assert.Equal("2", (string?)body!["partialSuccess"]!["rejectedSpans"]);
        Assert.Equal("whole", (string?)(await dashboard.GetAsync("/api/traces"))["items"]![0]!["name"]);
    }

    [Fact]
    public async Task Logs_MoreThanTheBound_KeepTheNewest()
    {
        await using var dashboard = await DashboardProcess.StartAsync();
        var record = Field(5, Field(1, "the same line again"u8.ToArray()));
        byte[] batch = [.. Enumerable.Repeat(Field(2, record), 10_000).SelectMany(bytes => bytes)];
        for (var i = 0; i < 11; i++)
        {
            await PostAsync(dashboard, "/v1/logs", Field(1, Field(2, batch)));
        }

        var page = await dashboard.GetAsync("/api/logs?limit=1");
        Assert.Equal(100_000, (int)page["stored"]!);
        Assert.Equal(10_000, (long)page["dropped"]!);
        Assert.Equal(109_999, (long)page["items"]![0]!["id"]!);
    }

    [Fact]
    public async Task RandomBytes_ByTheThousand_NeverBringItDown()
    {
        await using var dashboard = await DashboardProcess.StartAsync();
        var random = new Random(20261121);
        byte[] real = Field(1, [.. Field(1, Field(1, Field(1, "service.name"u8.ToArray()))), .. Field(2, Field(2, Field(5, Field(1, "text"u8.ToArray()))))]);
        for (var i = 0; i < 1_000; i++)
        {
            var bytes = real.ToArray();
            for (var changes = random.Next(1, 6); changes > 0; changes--)
            {
                bytes[random.Next(bytes.Length)] = (byte)random.Next(256);
            }

            var path = (i % 3) switch { 0 => "/v1/logs", 1 => "/v1/traces", _ => "/v1/metrics" };
            var answer = await PostAsync(dashboard, path, bytes[..random.Next(bytes.Length + 1)]);
            Assert.True(answer.StatusCode is HttpStatusCode.OK or HttpStatusCode.BadRequest, $"{answer.StatusCode} for {Convert.ToHexString(bytes)}");
        }

        await dashboard.GetAsync("/api/logs?limit=1000");
        await dashboard.GetAsync("/api/traces?limit=500");
        await AssertTakesALogAsync(dashboard);
    }

    private static async Task AssertTakesALogAsync(DashboardProcess dashboard)
    {
        await OtlpTests.SendJsonAsync(dashboard, "/v1/logs", OtlpTests.Logs("""{"timeUnixNano":"1","body":{"stringValue":"still here"}}"""));
        Assert.Equal("still here", (string?)(await dashboard.GetAsync("/api/logs?limit=1"))["items"]![0]!["message"]);
    }

    private static async Task<HttpResponseMessage> PostAsync(DashboardProcess dashboard, string path, byte[] protobuf, string? encoding = null)
    {
        using var content = new ByteArrayContent(protobuf);
        content.Headers.ContentType = new MediaTypeHeaderValue("application/x-protobuf");
        if (encoding is not null)
        {
            content.Headers.ContentEncoding.Add(encoding);
        }

        return await dashboard.Sender.PostAsync(path, content, TestContext.Current.CancellationToken);
    }

    /// <summary>A length-delimited protobuf field.</summary>
    private static byte[] Field(int number, byte[] content)
    {
        var bytes = new List<byte> { (byte)((number << 3) | 2) };
        for (var length = (uint)content.Length; ; length >>= 7)
        {
            if (length < 0x80)
            {
                bytes.Add((byte)length);
                return [.. bytes, .. content];
            }

            bytes.Add((byte)(length | 0x80));
        }
    }
}

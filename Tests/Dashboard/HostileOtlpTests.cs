using System.IO.Compression;
using System.Net;
using System.Net.Http.Headers;
using System.Net.Http.Json;
using System.Text;
using System.Text.Json.Nodes;
using Belfry.Dashboard.Otlp.Wire;
using Belfry.Tests.Support;
using Microsoft.Playwright;

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

    [Fact]
    public async Task Metrics_AMillionDistinctSeries_AreCountedAndBounded()
    {
        await using var dashboard = await DashboardProcess.StartAsync();
        var name = Field(1, "flood"u8.ToArray());
        long rejected = 0;
        for (var batch = 0; batch < 50; batch++)
        {
            // Field 3 of a point is its time, field 7 an attribute: here a new one every time.
            byte[] points = [.. Enumerable.Range(0, 20_000).SelectMany(i => Field(1,
                [0x19, 1, 0, 0, 0, 0, 0, 0, 1, .. Field(7, [.. Field(1, "k"u8.ToArray()), .. Field(2, Field(1, Encoding.ASCII.GetBytes($"{batch}-{i}")))])]))];
            using var answer = await PostAsync(dashboard, "/v1/metrics", Field(1, Field(2, Field(2, [.. name, .. Field(5, points)]))));
            Assert.Equal(HttpStatusCode.OK, answer.StatusCode);
            rejected += RejectedIn(await answer.Content.ReadAsByteArrayAsync(TestContext.Current.CancellationToken));
        }

        Assert.Equal(1_000_000 - 2_000, rejected);
        Assert.Equal(2_000, (int)(await dashboard.GetAsync("/api/metrics"))["instruments"]![0]!["series"]!);
        Assert.InRange(dashboard.ResidentMegabytes, 1, 400);
        await AssertTakesALogAsync(dashboard);
    }

    [Fact]
    public async Task Sources_ByTheTenThousand_ShareOneEntry()
    {
        await using var dashboard = await DashboardProcess.StartAsync();
        byte[] request = [.. Enumerable.Range(0, 10_000).SelectMany(i => Field(1,
            [.. Field(1, Field(1, [.. Field(1, "service.name"u8.ToArray()), .. Field(2, Field(1, Encoding.ASCII.GetBytes($"service-{i}")))])), .. Field(2, Field(2, Field(5, Field(1, "x"u8.ToArray()))))]))];

        using var answer = await PostAsync(dashboard, "/v1/logs", request);

        Assert.Equal(0, RejectedIn(await answer.Content.ReadAsByteArrayAsync(TestContext.Current.CancellationToken)));
        var resources = (await dashboard.Script.GetFromJsonAsync<JsonArray>("/api/telemetry/resources", TestContext.Current.CancellationToken))!;
        Assert.Equal(1_001, resources.Count);
        Assert.Contains(resources, resource => (string?)resource!["name"] == "(too many sources)");
    }

    [Fact]
    public async Task Json_WrongTypes_AreRefusedOneByOne()
    {
        await using var dashboard = await DashboardProcess.StartAsync();
        foreach (var record in new[]
        {
            """{"timeUnixNano":true}""", """{"timeUnixNano":"soon"}""", """{"severityNumber":"high"}""", """{"body":"text"}""", """{"attributes":{}}""", """{"traceId":7}""",
            """{"traceId":"xyz"}""", """{"attributes":[{"key":{},"value":1}]}""", """{"body":{"stringValue":["a"]}}""", """[]""", "7",
        })
        {
            using var answer = await OtlpTests.SendJsonAsync(dashboard, "/v1/logs", OtlpTests.Logs(record));
            Assert.True(answer.StatusCode == HttpStatusCode.BadRequest, $"{record} was answered with {answer.StatusCode}");
        }

        Assert.Equal(0, (int)(await dashboard.GetAsync("/api/logs"))["stored"]!);
    }

    [Fact]
    public async Task Protobuf_WrongWireTypes_AreCountedAndTheirNeighboursKept()
    {
        await using var dashboard = await DashboardProcess.StartAsync();
        byte[][] bad = [[0x08, 1], [0x11, 1, 2, 3, 4, 5, 6, 7, 8], [0x28, 7], [0x30, 7], [0x4D, 1, 2, 3, 4]];

        using var answer = await PostAsync(
            dashboard, "/v1/logs", Field(1, Field(2, [.. bad.SelectMany(record => Field(2, record)), .. Field(2, Field(5, Field(1, "kept"u8.ToArray())))])));

        Assert.Equal(bad.Length, RejectedIn(await answer.Content.ReadAsByteArrayAsync(TestContext.Current.CancellationToken)));
        Assert.Equal("kept", (string?)Assert.Single((await dashboard.GetAsync("/api/logs"))["items"]!.AsArray())!["message"]);
    }

    [Fact]
    public async Task Spans_ThatAreTheirOwnAncestors_AreShown()
    {
        await using var dashboard = await DashboardProcess.StartAsync(signIn: false, ("DASHBOARD__FRONTEND__AUTHMODE", "Unsecured"));
        const string Trace = "0102030405060708090a0b0c0d0e0f10";
        using var sent = await OtlpTests.SendJsonAsync(dashboard, "/v1/traces", $$"""
            {"resourceSpans":[{"scopeSpans":[{"spans":[
            {"traceId":"{{Trace}}","spanId":"0000000000000001","parentSpanId":"0000000000000002","name":"a","startTimeUnixNano":"18446744073709551615","endTimeUnixNano":"1"},
            {"traceId":"{{Trace}}","spanId":"0000000000000002","parentSpanId":"0000000000000001","name":"b"},
            {"traceId":"{{Trace}}","spanId":"0000000000000003","parentSpanId":"0000000000000003","name":"c"},
            {"traceId":"{{Trace}}","spanId":"0000000000000003","name":"c again"}]}]}]}
            """);

        Assert.Equal(4, (await dashboard.GetAsync($"/api/traces/{Trace}"))["spans"]!.AsArray().Count);
        await using var browser = await Browser.LaunchAsync();
        var page = await browser.OpenAsync(dashboard.Ui);
        await Browser.GotoAsync(page, new Uri(dashboard.Ui, $"/traces/{Trace}"));
        foreach (var name in new[] { "a", "b", "c", "c again" })
        {
            await Assertions.Expect(page.Locator("main").GetByText(name, new() { Exact = true }).First).ToBeVisibleAsync();
        }

        browser.AssertQuiet();
    }

    [Fact]
    public async Task Names_WithScript_AreTextOnEveryPage()
    {
        await using var dashboard = await DashboardProcess.StartAsync(signIn: false, ("DASHBOARD__FRONTEND__AUTHMODE", "Unsecured"));
        const string Script = "<img src=x onerror=window.hacked=1><script>window.hacked=1</script>";
        using var spans = await OtlpTests.SendJsonAsync(dashboard, "/v1/traces", OtlpTests.Logs($$"""
            {"traceId":"0102030405060708090a0b0c0d0e0f10","spanId":"0000000000000001","name":"{{Script}}","status":{"code":2,"message":"{{Script}}" },
            "attributes":[{"key":"{{Script}}","value":{"stringValue":"{{Script}}" } }],"events":[{"name":"{{Script}}"} ]}
            """).Replace("Logs", "Spans", StringComparison.Ordinal).Replace("logRecords", "spans", StringComparison.Ordinal).Replace("\"api\"", $"\"{Script}\"", StringComparison.Ordinal));
        using var logs = await OtlpTests.SendJsonAsync(dashboard, "/v1/logs", OtlpTests.Logs($$$"""
            {"timeUnixNano":"1","severityText":"{{{Script}}}","body":{"stringValue":"{{{Script}}}"},"attributes":[{"key":"exception.type","value":{"stringValue":"{{{Script}}}"}}]}
            """));
        Assert.Equal("{}{}", await spans.Content.ReadAsStringAsync(TestContext.Current.CancellationToken) + await logs.Content.ReadAsStringAsync(TestContext.Current.CancellationToken));
        await using var browser = await Browser.LaunchAsync();
        var page = await browser.OpenAsync(dashboard.Ui);
        foreach (var path in new[] { "/logs", "/traces", "/traces/0102030405060708090a0b0c0d0e0f10" })
        {
            await Browser.GotoAsync(page, new Uri(dashboard.Ui, path));
            await Assertions.Expect(page.Locator("main").GetByText("<img src=x").First).ToBeVisibleAsync();
            Assert.False(await page.EvaluateAsync<bool>("() => 'hacked' in window"));
        }

        browser.AssertQuiet();
    }

    /// <summary>The rejected count of a partial success (field 1 in field 1), 0 in an empty answer.</summary>
    private static long RejectedIn(byte[] answer)
    {
        if (answer.Length == 0)
        {
            return 0;
        }

        var partial = new ProtoReader(answer);
        Assert.True(partial.TryReadTag(out var field, out _) && field == 1);
        var count = new ProtoReader(partial.ReadBytes());
        Assert.True(count.TryReadTag(out field, out _) && field == 1);
        return (long)count.ReadVarint();
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

namespace Belfry.Tests.Dashboard;

/// <summary>A dashboard that tests only read from: two services, three log records and two traces of three spans.</summary>
public sealed class FilledDashboard : IAsyncLifetime
{
    internal const string TraceA = "0102030405060708090a0b0c0d0e0f10";
    internal const string TraceB = "1112131415161718191a1b1c1d1e1f20";

    internal DashboardProcess Dashboard { get; private set; } = null!;

    public async ValueTask InitializeAsync()
    {
        Dashboard = await DashboardProcess.StartAsync(signIn: false);
        await FillAsync(Dashboard);
    }

    public ValueTask DisposeAsync() => Dashboard.DisposeAsync();

    private static async Task FillAsync(DashboardProcess dashboard)
    {
        var start = new DateTimeOffset(2026, 11, 21, 10, 0, 0, TimeSpan.Zero).ToUnixTimeSeconds();
        await OtlpTests.SendJsonAsync(dashboard, "/v1/logs", OtlpTests.Logs($$$"""
            {"timeUnixNano":"{{{start + 1}}}000000000","severityNumber":9,"body":{"stringValue":"hello"},"attributes":[{"key":"user","value":{"stringValue":"ann"}}]},
            {"timeUnixNano":"{{{start + 2}}}000000000","severityNumber":13,"body":{"stringValue":"slow"},"traceId":"{{{TraceA}}}"}
            """));
        await OtlpTests.SendJsonAsync(dashboard, "/v1/logs", Worker("Logs", "logRecords", $$$"""
            {"timeUnixNano":"{{{start + 3}}}000000000","severityNumber":17,"body":{"stringValue":"disk is full"}}
            """));
        await OtlpTests.SendJsonAsync(dashboard, "/v1/traces", OtlpTests.Logs(Span(TraceA, 1, "POST /api/lists", start, 100, ",\"attributes\":[{\"key\":\"http.route\",\"value\":{\"stringValue\":\"/api/lists\"}}]"))
            .Replace("Logs", "Spans", StringComparison.Ordinal).Replace("logRecords", "spans", StringComparison.Ordinal));
        await OtlpTests.SendJsonAsync(dashboard, "/v1/traces", Worker("Spans", "spans",
            Span(TraceA, 2, "commit", start, 10, ",\"status\":{\"code\":2}") + "," + Span(TraceB, 3, "backup", start, 20, "")));
    }

    private static string Span(string trace, int id, string name, long second, int milliseconds, string more) =>
        $$"""{"traceId":"{{trace}}","spanId":"000000000000000{{id}}","name":"{{name}}","startTimeUnixNano":"{{second}}000000000","endTimeUnixNano":"{{second}}{{milliseconds:000}}000000"{{more}}}""";

    private static string Worker(string signal, string records, string json) => $$$"""
        {"resource{{{signal}}}":[{"resource":{"attributes":[{"key":"service.name","value":{"stringValue":"worker"}},{"key":"service.instance.id","value":{"stringValue":"w-1"}}]},
        "scope{{{signal}}}":[{"{{{records}}}":[{{{json}}}]}]}]}
        """;
}

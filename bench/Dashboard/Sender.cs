using System.Diagnostics;
using System.Net.Http.Headers;

namespace Belfry.Bench.Dashboard;

/// <summary>Sends batches over two connections as fast as they are taken.</summary>
internal static class Sender
{
    private const int Connections = 2;

    /// <returns>Records per second.</returns>
    public static Task<double> SendAsync(Uri otlp, string path, Func<Batch> create, TimeSpan time) =>
        SendAsync(otlp, path, create, (_, elapsed) => elapsed < time);

    public static Task<double> SendAsync(Uri otlp, string path, Func<Batch> create, int requests) =>
        SendAsync(otlp, path, create, (sent, _) => sent < requests / Connections);

    public static async Task PostAsync(HttpClient http, Uri address, byte[] body)
    {
        using var content = new ByteArrayContent(body);
        content.Headers.ContentType = new MediaTypeHeaderValue("application/x-protobuf");
        using var answer = await http.PostAsync(address, content);
        answer.EnsureSuccessStatusCode();
        if (answer.Content.Headers.ContentLength > 0)
        {
            throw new InvalidOperationException("Some records were rejected.");
        }
    }

    private static async Task<double> SendAsync(Uri otlp, string path, Func<Batch> create, Func<int, TimeSpan, bool> goesOn)
    {
        var total = 0L;
        var watch = Stopwatch.StartNew();
        await Task.WhenAll(Enumerable.Range(0, Connections).Select(_ => Task.Run(async () =>
        {
            using var http = new HttpClient();
            var batch = create();
            for (var sent = 0; goesOn(sent, watch.Elapsed); sent++)
            {
                batch.Renew();
                await PostAsync(http, new Uri(otlp, path), batch.Bytes);
                Interlocked.Add(ref total, Batch.Records);
            }
        })));
        return total / watch.Elapsed.TotalSeconds;
    }
}

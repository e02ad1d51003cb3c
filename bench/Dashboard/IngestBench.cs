using System.Net.Sockets;
using System.Text;
using Belfry.Bench.Results;

namespace Belfry.Bench.Dashboard;

/// <summary>
/// Records per second from another process in batches of 512, each measured in turn with a receiver that only reads, so that the
/// ratio holds on a machine of any speed. Also with slow readers attached.
/// </summary>
internal static class IngestBench
{
    public static async Task RunAsync(Form form, Collector figures)
    {
        await RunAsync(form, figures, "spans", "/v1/traces", () => Batch.Spans(0));
        await RunAsync(form, figures, "log records", "/v1/logs", () => Batch.Logs(0));
    }

    private static async Task RunAsync(Form form, Collector figures, string what, string path, Func<Batch> create)
    {
        using var dashboard = await DashboardUnderTest.StartAsync(keepsRuns: true);
        var address = new Uri($"http://127.0.0.1:{Server.FreePort()}");
        using var bare = await BareReceiver.StartAsync(address);
        try
        {
            await Sender.SendAsync(dashboard.Otlp, path, create, form.Turn);
            await Sender.SendAsync(address, path, create, form.Turn);
            for (var i = 0; i < form.Rounds; i++)
            {
                Add(Figure.Own, await Sender.SendAsync(dashboard.Otlp, path, create, form.Turn));
                Add("a receiver that only reads", await Sender.SendAsync(address, path, create, form.Turn));
                using (await SlowReadersAsync(dashboard.Ui, path))
                {
                    Add("Belfry, six readers that never read", await Sender.SendAsync(dashboard.Otlp, path, create, form.Turn));
                }
            }
        }
        finally
        {
            bare.Kill();
        }

        void Add(string of, double perSecond) => figures.Add("ingest in batches of 512", what, of, "taken", "per s", perSecond);
    }

    /// <summary>Four pages and two followers that ask for everything and never read a byte.</summary>
    private static async Task<SlowReaders> SlowReadersAsync(Uri ui, string path)
    {
        var readers = new SlowReaders();
        string[] requests = [.. Enumerable.Repeat("/api/live", 4), .. Enumerable.Repeat($"/api/telemetry/{(path == "/v1/logs" ? "logs" : "spans")}?follow=true", 2)];
        foreach (var request in requests)
        {
            var socket = new TcpClient { ReceiveBufferSize = 4096 };
            await socket.ConnectAsync(ui.Host, ui.Port);
            await socket.GetStream().WriteAsync(Encoding.ASCII.GetBytes($"GET {request} HTTP/1.1\r\nHost: {ui.Authority}\r\n\r\n"));
            readers.Add(socket);
        }

        return readers;
    }

    private sealed class SlowReaders : List<TcpClient>, IDisposable
    {
        public void Dispose() => ForEach(socket => socket.Dispose());
    }
}

using System.Net.Sockets;
using System.Text;

namespace Belfry.Bench.Dashboard;

/// <summary>
/// Records per second from another process in batches of 512, each measured in turn with a receiver that only reads, so that the
/// ratio holds on a machine of any speed. Wanted: 50,000 spans and 100,000 log records; no less with slow readers attached.
/// </summary>
internal static class IngestBench
{
    private static readonly TimeSpan Turn = TimeSpan.FromSeconds(2);

    public static async Task RunAsync()
    {
        await RunAsync("spans", "/v1/traces", () => Batch.Spans(0));
        await RunAsync("log records", "/v1/logs", () => Batch.Logs(0));
    }

    private static async Task RunAsync(string what, string path, Func<Batch> create)
    {
        using var dashboard = await DashboardUnderTest.StartAsync(keepsRuns: true);
        var address = DashboardUnderTest.FreeAddress();
        using var bare = await BareReceiver.StartAsync(address);
        var (ours, slow, peer) = (new Figures($"{what} per second", ""), new Figures($"{what} per second, slow readers", ""), new Figures($"{what} per second, only read", ""));
        try
        {
            await Sender.SendAsync(dashboard.Otlp, path, create, Turn);
            await Sender.SendAsync(address, path, create, Turn);
            for (var i = 0; i < 5; i++)
            {
                ours.Add(await Sender.SendAsync(dashboard.Otlp, path, create, Turn));
                peer.Add(await Sender.SendAsync(address, path, create, Turn));
                using (await SlowReadersAsync(dashboard.Ui, path))
                {
                    slow.Add(await Sender.SendAsync(dashboard.Otlp, path, create, Turn));
                }
            }
        }
        finally
        {
            bare.Kill();
        }

        ours.Print();
        slow.Print();
        peer.Print();
        Console.WriteLine($"{what}: {ours.Median / peer.Median:P0} of only reading; with slow readers {slow.Median / ours.Median:P0} of without");
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

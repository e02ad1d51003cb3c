using System.Diagnostics;
using System.Globalization;
using System.Net;
using System.Net.Sockets;
using System.Text;

namespace Belfry.ServiceDefaults;

/// <summary>
/// The health check of a container: <c>Api health</c> asks the service beside it for <c>/health/ready</c> on the port in <c>HTTP_PORTS</c> (8080 without
/// it) and ends with 0 or 1, printing what the service said against itself. Sockets and nothing more: it has to be cheap to start.
/// </summary>
/// <remarks>
/// The first good answer ends at once, so that a start is known soon. Later ones keep watching for ten minutes, and end as soon as the service is not
/// ready: an engine that starts a program every second takes more of the machine than an idle service does.
/// </remarks>
public static class HealthCommand
{
    public const string Name = "health";

    private const int Patience = 5_000;
    private const int Pause = 5_000;

    /// <summary>With one more pause and answer still less than the time after which an engine ends the command.</summary>
    private static readonly TimeSpan Watch = TimeSpan.FromMinutes(10);

    /// <returns>The exit code: 0 when the service is ready, 1 when it is not.</returns>
    public static int Run()
    {
        // In a container the folder of temporary files is as old as the container's start.
        var known = Path.Combine(Path.GetTempPath(), "healthy");
        var watch = File.Exists(known) ? Watch : TimeSpan.Zero;
        var clock = Stopwatch.StartNew();
        while (true)
        {
            var fault = Ask();
            if (fault is not null)
            {
                File.Delete(known);
                Console.Out.WriteLine(fault);
                return 1;
            }

            if (clock.Elapsed >= watch)
            {
                File.WriteAllBytes(known, []);
                return 0;
            }

            Thread.Sleep(Pause);
        }
    }

    /// <summary>Null when the service is ready, else what it or the network said.</summary>
    private static string? Ask()
    {
        var port = int.TryParse(Environment.GetEnvironmentVariable("HTTP_PORTS"), CultureInfo.InvariantCulture, out var named) ? named : 8080;
        try
        {
            using var socket = new Socket(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp) { ReceiveTimeout = Patience, SendTimeout = Patience };
            socket.Connect(IPAddress.Loopback, port);
            socket.Send("GET /health/ready HTTP/1.0\r\nHost: localhost\r\n\r\n"u8);
            var answer = new byte[4096];
            int length = 0, read;
            while (length < answer.Length && (read = socket.Receive(answer, length, answer.Length - length, SocketFlags.None)) > 0)
            {
                length += read;
            }

            //   HTTP/1.1 200 OK
            var text = Encoding.UTF8.GetString(answer, 0, length);
            return text.StartsWith("HTTP/1.", StringComparison.Ordinal) && text.AsSpan(8).StartsWith(" 200", StringComparison.Ordinal)
                ? null
                : text[(text.IndexOf("\r\n\r\n", StringComparison.Ordinal) + 4)..];
        }
        catch (SocketException fault)
        {
            return $"Nothing answers on port {port}: {fault.SocketErrorCode}.";
        }
    }
}

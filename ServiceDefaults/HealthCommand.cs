using System.Diagnostics;
using System.Globalization;
using System.Net;
using System.Net.Sockets;
using System.Text;

namespace Belfry.ServiceDefaults;

/// <summary>
/// Asks the service beside it for <c>/health/ready</c> on the port in <c>HTTP_PORTS</c> (8080 without it) and ends with 0 or 1, printing what the service
/// said against itself: <c>Api health</c>. Sockets and nothing more: it has to be cheap to start.
/// </summary>
/// <remarks>
/// <c>Api health --watch</c> is the health check of a container, for an engine that starts a program every second takes more of the machine than an idle
/// service does. As long as the service was never ready, it waits for that a few seconds, so that a start is known soon. Later ones keep watching
/// for ten minutes, and end as soon as the service is not ready.
/// </remarks>
public static class HealthCommand
{
    public const string Name = "health";

    private const string Watching = "--watch";

    /// <summary>Whether a command line is this command's: its name, and perhaps <c>--watch</c>.</summary>
    public static bool Is(string[] arguments) => arguments is [Name] or [Name, Watching];

    /// <summary>For a connection or an answer, in milliseconds, and for a start.</summary>
    private const int Patience = 5_000;
    private const int StartPause = 100;
    private const int Pause = 10_000;

    /// <summary>With one more pause and answer still less than the time after which an engine ends the command.</summary>
    private static readonly TimeSpan Watch = TimeSpan.FromMinutes(10);

    // In a container the folder of temporary files is as old as the container's start.
    private static readonly string Known = Path.Combine(Path.GetTempPath(), "healthy");

    /// <param name="arguments">The command line, whose first word is <see cref="Name"/>.</param>
    /// <returns>The exit code: 0 when the service is ready, 1 when it is not.</returns>
    public static int Run(string[] arguments)
    {
        var fault = arguments.Contains(Watching) ? Follow() : Ask();
        if (fault is null)
        {
            return 0;
        }

        Console.Out.WriteLine(fault);
        return 1;
    }

    /// <summary>Null when the service became ready, or stayed so; else what it said.</summary>
    private static string? Follow()
    {
        var clock = Stopwatch.StartNew();
        if (!File.Exists(Known))
        {
            var first = Until(clock, TimeSpan.FromMilliseconds(Patience), StartPause, static fault => fault is null);
            if (first is null)
            {
                File.WriteAllBytes(Known, []);
            }

            return first;
        }

        var later = Until(clock, Watch, Pause, static fault => fault is not null);
        if (later is not null)
        {
            File.Delete(Known);
        }

        return later;
    }

    /// <summary>Asks until the answer is the awaited one, or the time is over; the last answer.</summary>
    private static string? Until(Stopwatch clock, TimeSpan end, int pause, Func<string?, bool> isAwaited)
    {
        while (true)
        {
            var fault = Ask();
            if (isAwaited(fault) || clock.Elapsed >= end)
            {
                return fault;
            }

            Thread.Sleep(pause);
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
            var head = text.IndexOf("\r\n\r\n", StringComparison.Ordinal);
            return head < 0 ? $"The service on port {port} ended the connection without an answer."
                : text.StartsWith("HTTP/1.", StringComparison.Ordinal) && text.AsSpan(8).StartsWith(" 200", StringComparison.Ordinal) ? null
                : text[(head + 4)..];
        }
        catch (SocketException fault)
        {
            return $"Nothing answers on port {port}: {fault.SocketErrorCode}.";
        }
    }
}

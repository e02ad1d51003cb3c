using System.Diagnostics;
using System.Globalization;
using System.Net;
using System.Net.Sockets;

namespace Belfry.Bench;

/// <summary>A server under test: one process, with what it starts itself, and a second one beside it where it needs that.</summary>
internal sealed class Server : IDisposable
{
    private static readonly HttpClient Http = new();
    private readonly Process _process;

    private Server(Process process, Uri address, TimeSpan started) => (_process, Address, Started) = (process, address, started);

    public Uri Address { get; }

    /// <summary>From the start of the process to its first answer, whatever that says.</summary>
    public TimeSpan Started { get; }

    /// <summary>Of the process and its children, in MB.</summary>
    public double ResidentMegabytes => Family(_process.Id).Sum(Resident) * 1024 / 1e6;

    /// <summary>Of the process and its children, since they began.</summary>
    public TimeSpan Processor => TimeSpan.FromMilliseconds(10 * Family(_process.Id).Sum(Ticks));

    public static int FreePort()
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        return ((IPEndPoint)listener.LocalEndpoint).Port;
    }

    /// <summary>Starts a program that listens on the port and waits for an answer at the path.</summary>
    public static async Task<Server> StartAsync(int port, string path, string folder, string program, IEnumerable<string> arguments, Dictionary<string, string> environment)
    {
        var start = new ProcessStartInfo(program, arguments) { WorkingDirectory = folder, RedirectStandardOutput = true, RedirectStandardError = true };
        foreach (var (name, value) in environment)
        {
            start.Environment[name] = value;
        }

        var clock = Stopwatch.StartNew();
        var process = Process.Start(start)!;
        process.OutputDataReceived += (_, _) => { };
        process.ErrorDataReceived += (_, _) => { };
        process.BeginOutputReadLine();
        process.BeginErrorReadLine();
        var address = new Uri($"http://127.0.0.1:{port}");
        while (!await AnswersAsync(new Uri(address, path)))
        {
            if (process.HasExited || clock.Elapsed > TimeSpan.FromSeconds(30))
            {
                throw new InvalidOperationException($"{program} {string.Join(' ', start.ArgumentList)} did not start.");
            }

            await Task.Delay(2);
        }

        return new Server(process, address, clock.Elapsed);
    }

    public static async Task<bool> AnswersAsync(Uri address)
    {
        try
        {
            using var answer = await Http.GetAsync(address);
            return answer.StatusCode != HttpStatusCode.ServiceUnavailable;
        }
        catch (HttpRequestException)
        {
            return false;
        }
    }

    /// <summary>Stops as Ctrl+C does, and waits for the end.</summary>
    public async Task StopAsync()
    {
        using var kill = Process.Start("kill", ["-TERM", $"{_process.Id}"]);
        await _process.WaitForExitAsync();
        _process.Dispose();
    }

    public void Dispose()
    {
        _process.Kill(entireProcessTree: true);
        _process.WaitForExit();
        _process.Dispose();
    }

    private static IEnumerable<int> Family(int id) => Directory.EnumerateDirectories($"/proc/{id}/task")
        .SelectMany(task => Children(task).Split(' ', StringSplitOptions.RemoveEmptyEntries))
        .SelectMany(child => Family(int.Parse(child, CultureInfo.InvariantCulture)))
        .Prepend(id);

    private static string Children(string task)
    {
        try
        {
            return File.ReadAllText(Path.Combine(task, "children"));
        }
        catch (IOException) // the thread ended meanwhile
        {
            return "";
        }
    }

    /// <summary>In user and in system mode, in hundredths of a second.</summary>
    private static long Ticks(int id) => File.ReadAllText($"/proc/{id}/stat").Split(' ')[13..15].Sum(text => long.Parse(text, CultureInfo.InvariantCulture));

    private static double Resident(int id) => double.Parse(
        File.ReadLines($"/proc/{id}/status").First(line => line.StartsWith("VmRSS:", StringComparison.Ordinal)).Split(' ', StringSplitOptions.RemoveEmptyEntries)[1],
        CultureInfo.InvariantCulture);
}

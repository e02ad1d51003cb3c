using System.Diagnostics;
using System.Text;
using Belfry.Tests.BackupWorker;
using Belfry.Tests.Support;

namespace Belfry.Tests.EndToEnd;

/// <summary>The built AppHost as its user meets it: a process of its own, with a fresh volume, on ports nobody uses.</summary>
internal sealed class AppHostProcess : IAsyncDisposable
{
    private const string LoginLine = "Login to the dashboard at ";

    private readonly TempFolder _folder = new();
    private readonly StringBuilder _output = new();
    private readonly Process _process;
    private Task _reading = Task.CompletedTask;

    private AppHostProcess(string[] arguments)
    {
        var start = StartInfo([$"--Volumes:data:Path={_folder.File("data")}", $"--Dashboard:Data:Directory={TelemetryFolder}", .. arguments]);
        start.RedirectStandardOutput = true;
        start.RedirectStandardError = true;
        _process = Process.Start(start)!;
    }

    public int Id => _process.Id;

    /// <summary>Where the dashboard keeps this run's telemetry.</summary>
    public string TelemetryFolder => _folder.File("telemetry");

    /// <summary>Where the dashboard signs its user in, as printed.</summary>
    public Uri LoginUrl => new(LineWith(LoginLine).Split(' ')[^1]);

    /// <summary>What it prints, sooner or later, behind these words.</summary>
    public async Task<string> PrintedAfterAsync(string words)
    {
        string? line = null;
        await Eventually.TrueAsync(() => Task.FromResult((line = FindLine(words)) is not null), $"the host to print '{words}'");
        return line![(line!.IndexOf(words, StringComparison.Ordinal) + words.Length)..];
    }

    /// <summary>The address printed beside a resource's name.</summary>
    public Uri UrlOf(string resource) => new(LineWith($"  {resource} ").Split(' ')[^1]);

    /// <summary>Runs it with these arguments, for a start that must fail, to its end.</summary>
    public static Task<Answer> RunToEndAsync(params string[] arguments)
    {
        var start = StartInfo(arguments);
        start.RedirectStandardOutput = true;
        start.RedirectStandardError = true;
        start.RedirectStandardInput = true;
        return BelfryProgram.RunAsync(start);
    }

    /// <summary>Starts it and waits until everything is healthy, and the dashboard there.</summary>
    public static async Task<AppHostProcess> StartAsync(CancellationToken cancellation, params string[] arguments)
    {
        var host = new AppHostProcess(arguments);
        List<string> awaited = ["Everything is healthy", LoginLine];
        while (await host._process.StandardOutput.ReadLineAsync(cancellation) is { } line)
        {
            host._output.AppendLine(line);
            awaited.RemoveAll(words => line.Contains(words, StringComparison.Ordinal));
            if (awaited.Count == 0)
            {
                host._reading = host.ReadOnAsync();
                return host;
            }
        }

        var errors = await host._process.StandardError.ReadToEndAsync(cancellation);
        await host.DisposeAsync();
        Assert.Fail($"The host ended before everything was healthy:\n{host._output}{errors}");
        return host;
    }

    public void Kill() => _process.Kill();

    /// <summary>Asks it to stop, as Ctrl+C and service managers do, and returns its exit code.</summary>
    public async Task<int> TerminateAsync(CancellationToken cancellation)
    {
        using (var kill = Process.Start("kill", ["-TERM", $"{_process.Id}"]))
        {
            await kill.WaitForExitAsync(cancellation);
        }

        await _process.WaitForExitAsync(cancellation);
        return _process.ExitCode;
    }

    public async ValueTask DisposeAsync()
    {
        if (!_process.HasExited)
        {
            await TerminateAsync(CancellationToken.None);
        }

        await _reading;
        _process.Dispose();
        _folder.Dispose();
    }

    /// <summary>A full pipe would stop the host.</summary>
    private async Task ReadOnAsync()
    {
        _ = _process.StandardError.BaseStream.CopyToAsync(Stream.Null);
        while (await _process.StandardOutput.ReadLineAsync() is { } line)
        {
            lock (_output)
            {
                _output.AppendLine(line);
            }
        }
    }

    private static ProcessStartInfo StartInfo(params string[] arguments)
    {
        if (Prerequisite.FindProgram("npm", "npm.cmd") is null)
        {
            Prerequisite.Missing("Node.js and npm are not installed", "sudo apt-get install nodejs npm");
        }

        var start = BuiltProgram.StartInfo("AppHost", "AppHost.dll", arguments);
        start.Environment["DOTNET_ENVIRONMENT"] = "Development";
        return start;
    }

    private string LineWith(string text)
    {
        var line = FindLine(text);
        Assert.True(line is not null, $"The host printed no line with '{text}':\n{_output}");
        return line;
    }

    private string? FindLine(string text)
    {
        lock (_output)
        {
            return _output.ToString().Split('\n').FirstOrDefault(line => line.Contains(text, StringComparison.Ordinal))?.TrimEnd();
        }
    }
}

using System.Collections.Concurrent;
using System.Diagnostics;
using System.Text;
using Belfry.Tests.Support;

namespace Belfry.Tests.Api;

/// <summary>The API as a process of its own, started as a host would start it, with exactly the environment given.</summary>
internal sealed class ApiProcess : IDisposable
{
    private readonly Process _process;
    private readonly StringBuilder _error = new();
    private readonly ConcurrentQueue<string> _output = new();

    private ApiProcess(Dictionary<string, string> environment, int port, string[] arguments)
    {
        Http = new HttpClient(new SocketsHttpHandler { UseCookies = false }) { BaseAddress = new Uri($"http://127.0.0.1:{port}") };
        var start = BuiltProgram.StartInfo("Api", "Api.dll", arguments);
        start.RedirectStandardError = true;
        start.RedirectStandardOutput = true;
        start.Environment["ASPNETCORE_ENVIRONMENT"] = "Production";
        start.Environment["ASPNETCORE_URLS"] = Http.BaseAddress.ToString();
        foreach (var (name, value) in environment)
        {
            start.Environment[name] = value;
        }

        _process = Process.Start(start)!;
        _process.ErrorDataReceived += (_, line) => _error.AppendLine(line.Data);
        _process.OutputDataReceived += (_, line) => _output.Enqueue(line.Data ?? "");
        _process.BeginErrorReadLine();
        _process.BeginOutputReadLine();
    }

    public HttpClient Http { get; }

    /// <summary>What it has in memory now.</summary>
    public long ResidentBytes
    {
        get
        {
            _process.Refresh();
            return _process.WorkingSet64;
        }
    }

    public static ApiProcess Start(Dictionary<string, string> environment, params string[] arguments) => new(environment, FreePort.Find(), arguments);

    public static ApiProcess Start(string databasePath) => Start(Environment(databasePath));

    /// <summary>Everything that Production demands.</summary>
    public static Dictionary<string, string> Environment(string databasePath) => new()
    {
        ["ConnectionStrings__appdb"] = $"Data Source={databasePath}",
        ["Control__Key"] = "0123456789abcdef0123456789abcdef",
        ["ADMIN_PASSWORD"] = Account.Password,
    };

    public Task ReadyAsync() =>
        Eventually.TrueAsync(async () => (await Http.GetAsync("/health/ready")).IsSuccessStatusCode, "the API process to be ready");

    /// <summary>Waits for the process and signs the client in as the owner.</summary>
    public async Task OwnedAsync()
    {
        await ReadyAsync();
        await Account.SignInAsOwnerAsync(Http);
    }

    /// <summary>What the log has behind these words, once it has them.</summary>
    public async Task<string> LineAfterAsync(string words)
    {
        string? Find() => _output.FirstOrDefault(line => line.Contains(words, StringComparison.Ordinal));
        await Eventually.TrueAsync(() => Task.FromResult(Find() is not null), $"the log to say '{words}'");
        return Find()!.Split(words)[1].Trim();
    }

    /// <summary>Ends the process as a crash would: no handler runs, nothing is flushed.</summary>
    public async Task KillAsync()
    {
        _process.Kill();
        await _process.WaitForExitAsync();
    }

    /// <summary>Asks the process to stop, as a host does, and waits for it.</summary>
    public async Task<int> StopAsync()
    {
        using var kill = Process.Start("kill", ["-TERM", _process.Id.ToString()]);
        await kill.WaitForExitAsync();
        return (await ExitAsync()).Code;
    }

    /// <summary>Waits for the process to end by itself.</summary>
    public async Task<(int Code, string Error)> ExitAsync()
    {
        using var limit = new CancellationTokenSource(TimeSpan.FromSeconds(30));
        await _process.WaitForExitAsync(limit.Token);
        return (_process.ExitCode, _error.ToString());
    }

    public void Dispose()
    {
        _process.Kill();
        _process.Dispose();
        Http.Dispose();
    }
}

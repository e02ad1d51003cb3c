using System.Diagnostics;
using System.Net.Http.Json;
using System.Text.Json.Serialization.Metadata;
using System.Text.RegularExpressions;
using Belfry.BackupWorker.Documents;
using Belfry.Tests.Support;

namespace Belfry.Tests.BackupWorker;

/// <summary>The service as a real process on a port of its own choosing.</summary>
internal sealed partial class WorkerProcess : IAsyncDisposable
{
    public const string Key = "a control key for tests";

    private readonly Process _process;
    private readonly TaskCompletionSource<Uri> _listening = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly List<string> _lines = [];

    private WorkerProcess(Process process)
    {
        _process = process;
        _process.OutputDataReceived += (_, line) => Read(line.Data);
        _process.ErrorDataReceived += (_, line) => Read(line.Data);
        _process.BeginOutputReadLine();
        _process.BeginErrorReadLine();
    }

    public HttpClient Http { get; } = new();

    public string Log
    {
        get
        {
            lock (_lines)
            {
                return string.Join('\n', _lines);
            }
        }
    }

    /// <summary>Starts the service on a playground and waits until it listens.</summary>
    public static async Task<WorkerProcess> StartAsync(Playground playground, params (string Name, string Value)[] settings)
    {
        var info = BelfryProgram.StartInfo(playground.Folder);
        info.Environment["ASPNETCORE_URLS"] = "http://127.0.0.1:0";
        info.Environment["ConnectionStrings__appdb"] = $"Data Source={playground.DatabasePath}";
        info.Environment["Backup__Target"] = playground.ArchivePath;
        info.Environment["Control__Key"] = Key;
        foreach (var (name, value) in settings)
        {
            info.Environment[name] = value;
        }

        var worker = new WorkerProcess(Process.Start(info)!);
        worker.Http.BaseAddress = await worker._listening.Task.WaitAsync(TimeSpan.FromSeconds(30), TestContext.Current.CancellationToken);
        worker.Http.DefaultRequestHeaders.Add("X-Control-Key", Key);
        return worker;
    }

    /// <param name="database">A further one; null for the first.</param>
    public Task<StateDocument> StateAsync(string? database = null) => GetAsync($"/control/state{Of(database)}", DocumentJson.Default.StateDocument);

    public async Task<IReadOnlyList<BackupDocument>> ListAsync(string? database = null) =>
        (await GetAsync($"/control/backups{Of(database)}", DocumentJson.Default.BackupListDocument)).Backups;

    /// <summary>Every database with its health.</summary>
    public async Task<IReadOnlyList<ListedDatabaseDocument>> DatabasesAsync() => (await GetAsync("/control/databases", DocumentJson.Default.DatabaseListDocument)).Databases;

    /// <summary>Orders a job; its address is where the answer points to.</summary>
    public Task<HttpResponseMessage> OrderAsync(JobRequestDocument request, string? database = null) =>
        Http.PostAsJsonAsync($"/control/jobs{Of(database)}", request, DocumentJson.Default.JobRequestDocument, TestContext.Current.CancellationToken);

    /// <summary>Orders a job, which must be taken on, and waits for its end.</summary>
    public async Task<JobDocument> RunJobAsync(JobRequestDocument request, string? database = null)
    {
        using var started = await OrderAsync(request, database);
        return await EndAsync(started);
    }

    /// <summary>Waits for the end of a job that was ordered.</summary>
    public async Task<JobDocument> EndAsync(HttpResponseMessage started)
    {
        Assert.True(started.IsSuccessStatusCode, await started.Content.ReadAsStringAsync(TestContext.Current.CancellationToken));
        var address = started.Headers.Location!.ToString();
        JobDocument? job = null;
        await Eventually.TrueAsync(async () => (job = await GetAsync(address, DocumentJson.Default.JobDocument)).EndedAt is not null, "the job to end");
        return job!;
    }

    /// <summary>Waits until the archive holds what was committed before the call.</summary>
    public async Task<StreamDocument> CaughtUpAsync(string? database = null)
    {
        var asked = DateTimeOffset.UtcNow;
        StreamDocument? stream = null;
        await Eventually.TrueAsync(
            async () =>
            {
                var before = DateTimeOffset.UtcNow;
                stream = (await StateAsync(database)).Stream;
                return stream.LagMilliseconds is { } lag && before - TimeSpan.FromMilliseconds(lag + 1) > asked;
            },
            "the archive to catch up");
        return stream!;
    }

    /// <summary>Takes a backup on demand; it must succeed.</summary>
    public async Task<BackupDocument> BackUpAsync()
    {
        var job = await RunJobAsync(new JobRequestDocument("backup"));
        Assert.True(job.State == JobDocument.Done, job.Fault?.Why);
        return job.Backup!;
    }

    /// <summary>What <c>/health/ready</c> says, whether ready or not.</summary>
    public async Task<string> HealthAsync()
    {
        using var answer = await Http.GetAsync("/health/ready", TestContext.Current.CancellationToken);
        return await answer.Content.ReadAsStringAsync(TestContext.Current.CancellationToken);
    }

    /// <summary>Waits until a fault is told wherever people look: in the control state, which the panel shows, in the health and in the log.</summary>
    public async Task TellsAsync(Func<StateDocument, string?> place, string what)
    {
        string? state = null, health = null;
        await Eventually.TrueAsync(
            async () =>
            {
                (state, health) = (place(await StateAsync()), await HealthAsync());
                return new[] { state, health, Log }.All(told => told?.Contains(what, StringComparison.Ordinal) is true);
            },
            () => $"\"{what}\" to be told; the state is \"{state}\", the health {health}, the log:\n{Log}");
    }

    /// <summary>Waits until nothing is wrong any more.</summary>
    public async Task RecoversAsync(Func<StateDocument, string?> place)
    {
        string? state = null, health = null;
        await Eventually.TrueAsync(
            async () => (state = place(await StateAsync())) is null & (health = await HealthAsync()).StartsWith("{\"status\":\"Healthy\"", StringComparison.Ordinal),
            () => $"all to be well; the state is \"{state}\", the health {health}, the log:\n{Log}",
            TimeSpan.FromSeconds(60));
    }

    /// <summary>Stops it as a suspended machine does, or lets it go on.</summary>
    public Task SuspendAsync() => SignalAsync("-STOP");

    /// <inheritdoc cref="SuspendAsync"/>
    public Task WakeAsync() => SignalAsync("-CONT");

    /// <summary>Ends it as <c>kill -9</c> does.</summary>
    public async Task KillAsync()
    {
        _process.Kill();
        await _process.WaitForExitAsync(TestContext.Current.CancellationToken);
    }

    public async ValueTask DisposeAsync()
    {
        Http.Dispose();
        if (!_process.HasExited)
        {
            _process.Kill();
            await _process.WaitForExitAsync(CancellationToken.None);
        }

        _process.Dispose();
    }

    private async Task SignalAsync(string signal)
    {
        using var kill = Process.Start("kill", [signal, $"{_process.Id}"]);
        await kill.WaitForExitAsync(TestContext.Current.CancellationToken);
        Assert.Equal(0, kill.ExitCode);
    }

    private static string Of(string? database) => database is null ? "" : $"?database={database}";

    private async Task<T> GetAsync<T>(string path, JsonTypeInfo<T> type) =>
        (await Http.GetFromJsonAsync(path, type, TestContext.Current.CancellationToken))!;

    private void Read(string? line)
    {
        if (line is null)
        {
            // The end of the output: whoever still waits for the address waits in vain.
            _listening.TrySetException(new InvalidOperationException($"The service ended before it listened:\n{Log}"));
            return;
        }

        lock (_lines)
        {
            _lines.Add(line);
        }

        if (Address().Match(line) is { Success: true } match)
        {
            _listening.TrySetResult(new Uri(match.Groups[1].Value));
        }
    }

    [GeneratedRegex(@"Now listening on: (\S+)")]
    private static partial Regex Address();
}

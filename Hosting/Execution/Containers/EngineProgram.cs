using System.Diagnostics;

namespace Aspire.Hosting.Execution;

/// <summary>What a command of the engine's program answered.</summary>
internal readonly record struct EngineAnswer(int ExitCode, string Output, string Errors)
{
    public bool Succeeded => ExitCode == 0;

    /// <summary>The last line of what it complained about: the ones before it tell of progress.</summary>
    public string Complaint => (Errors.Length > 0 ? Errors : Output).Split('\n', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries)
        .LastOrDefault(line => !line.StartsWith("See '", StringComparison.Ordinal)) ?? $"It ended with {ApplicationModel.ExitCode.Describe(ExitCode)}.";
}

/// <summary>The program that a container engine is controlled with: <c>docker</c> or <c>podman</c>.</summary>
/// <param name="path">Where it is.</param>
/// <param name="run">Marks its commands.</param>
/// <param name="limit">How long the engine may take to answer; 30 s unless told.</param>
internal sealed class EngineProgram(string path, RunId run, TimeSpan? limit = null)
{
    // What these take depends on networks, files and the program inside, so only the caller gives them up.
    private static readonly string[] Unlimited = ["build", "cp", "create", "pull", "wait"];

    private readonly TimeSpan _limit = limit ?? TimeSpan.FromSeconds(30);

    public string Path => path;

    public bool IsPodman => System.IO.Path.GetFileNameWithoutExtension(path).Equals("podman", StringComparison.OrdinalIgnoreCase);

    /// <summary>The environment of a command: the host's own, marked, so that the guard finds a command that outlives the host.</summary>
    public Dictionary<string, string> NewEnvironment()
    {
        var environment = InheritedEnvironment.Read();
        environment[RunId.Variable] = run.Value;
        return environment;
    }

    /// <summary>Runs one command to its end; an engine that does not answer in time has failed.</summary>
    /// <param name="args">Its arguments.</param>
    /// <param name="cancellationToken">Ends the program; what it has asked the engine for may still happen.</param>
    /// <param name="environment">Variables that its arguments name (<c>--env NAME</c>), so that no secret is seen in a list of processes.</param>
    /// <param name="progress">Gets every line as it comes, and whether it is an answer or a complaint.</param>
    /// <param name="input">What it reads; nothing by default.</param>
    public async Task<EngineAnswer> RunAsync(
        IReadOnlyList<string> args,
        CancellationToken cancellationToken,
        IReadOnlyDictionary<string, string>? environment = null,
        Action<LogStream, string>? progress = null,
        Stream? input = null)
    {
        var start = new ProcessStartInfo(path, args) { RedirectStandardOutput = true, RedirectStandardError = true, RedirectStandardInput = true };
        start.Environment.Clear();
        foreach (var (name, value) in NewEnvironment().Concat(environment ?? new Dictionary<string, string>()))
        {
            start.Environment[name] = value;
        }

        using var program = Process.Start(start)!;
        using var stop = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        if (!Unlimited.Contains(args[0]))
        {
            stop.CancelAfter(_limit);
        }

        try
        {
            var output = ReadAsync(program.StandardOutput, line => progress?.Invoke(LogStream.Out, line), stop.Token);
            var errors = ReadAsync(program.StandardError, line => progress?.Invoke(LogStream.Err, line), stop.Token);
            await FeedAsync(program, input, stop.Token).ConfigureAwait(false);
            await program.WaitForExitAsync(stop.Token).ConfigureAwait(false);
            return new(program.ExitCode, (await output.ConfigureAwait(false)).Trim(), (await errors.ConfigureAwait(false)).Trim());
        }
        catch (OperationCanceledException)
        {
            program.Kill(entireProcessTree: true);
            cancellationToken.ThrowIfCancellationRequested();
            return new(-1, "", $"The engine has not answered '{args[0]}' within {_limit.TotalSeconds:0} s.");
        }
    }

    private static async Task FeedAsync(Process program, Stream? input, CancellationToken cancellationToken)
    {
        try
        {
            if (input is not null)
            {
                await input.CopyToAsync(program.StandardInput.BaseStream, cancellationToken).ConfigureAwait(false);
            }

            program.StandardInput.Close();
        }
        catch (IOException)
        {
            // It ended without reading on; its answer tells why.
        }
    }

    // The last lines are enough for an answer or a complaint; a build may print without end.
    private static async Task<string> ReadAsync(StreamReader reader, Action<string> progress, CancellationToken cancellationToken)
    {
        const int Kept = 200;
        var lines = new Queue<string>();
        while (await reader.ReadLineAsync(cancellationToken).ConfigureAwait(false) is { } line)
        {
            progress(line);
            lines.Enqueue(line);
            if (lines.Count > Kept)
            {
                lines.Dequeue();
            }
        }

        return string.Join('\n', lines);
    }
}

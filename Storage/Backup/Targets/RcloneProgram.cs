using System.ComponentModel;
using System.Diagnostics;
using System.Globalization;
using System.Text;
using System.Text.Json;
using System.Text.Json.Serialization.Metadata;

namespace Belfry.Storage.Backup.Targets;

/// <summary>Runs <c>rclone</c>: arguments as a list, nothing on its input, output and complaints bounded, killed when it is no longer wanted.</summary>
internal sealed class RcloneProgram(RcloneTargetOptions options)
{
    /// <summary>rclone's exit codes for a folder and a file that do not exist.</summary>
    private static readonly int[] Missing = [3, 4];

    private const int MaxComplaint = 4096;

    /// <summary>The remote without its parameters, which may be secrets: <c>:s3,secret=...:bucket</c> becomes <c>:s3:bucket</c>.</summary>
    public string Place { get; } = WithoutParameters(options.Remote);

    public string PathOf(string name) =>
        name.Length == 0 ? options.Remote : $"{options.Remote}{(options.Remote.EndsWith(':') || options.Remote.EndsWith('/') ? "" : "/")}{name}";

    /// <summary>Runs a command to its end.</summary>
    /// <param name="verb">What is done, for the message: "list", "write to".</param>
    /// <param name="arguments">The command and what it works on.</param>
    /// <param name="read">Receives the standard output.</param>
    /// <param name="cancellation">Kills the program.</param>
    /// <returns>The result of <paramref name="read"/>; the default when what it works on does not exist.</returns>
    public async Task<T?> RunAsync<T>(string verb, string[] arguments, Func<Stream, CancellationToken, Task<T>> read, CancellationToken cancellation)
    {
        using var process = Start(arguments, verb);
        try
        {
            var complaint = ReadComplaintAsync(process.StandardError, cancellation);
            var result = await read(process.StandardOutput.BaseStream, cancellation).ConfigureAwait(false);
            await process.WaitForExitAsync(cancellation).ConfigureAwait(false);
            return process.ExitCode == 0 ? result : Missing.Contains(process.ExitCode) ? default : throw Failed(verb, process.ExitCode, await complaint.ConfigureAwait(false));
        }
        finally
        {
            Stop(process);
        }
    }

    /// <summary>Runs a command that prints JSON; null when what it works on does not exist.</summary>
    /// <exception cref="StorageException"><see cref="StorageError.ArchiveUnavailable"/>: it failed, or prints something else, which must not pass for an empty place.</exception>
    public async Task<T?> ReadJsonAsync<T>(string verb, string[] arguments, JsonTypeInfo<T> type, CancellationToken cancellation)
        where T : class
    {
        var (value, nonsense) = await RunAsync<(T? Value, JsonException? Nonsense)>(
            verb,
            arguments,
            async (output, stop) =>
            {
                try
                {
                    return (await JsonSerializer.DeserializeAsync(output, type, stop).ConfigureAwait(false), null);
                }
                catch (JsonException cause)
                {
                    await output.CopyToAsync(Stream.Null, stop).ConfigureAwait(false); // it ends, and its exit code may say why
                    return (null, cause);
                }
            },
            cancellation).ConfigureAwait(false);
        return nonsense is null
            ? value
            : throw new StorageException(
                StorageError.ArchiveUnavailable,
                Place,
                $"Cannot {verb} the archive {Place}.",
                $"What {options.Program} prints is not JSON, though it reports success.",
                $"Check which program that is, and the remote with: rclone lsjson {Place}",
                nonsense);
    }

    /// <summary>Starts a command whose output is read as it comes; disposing the stream ends the program.</summary>
    public Stream Open(string[] arguments)
    {
        var process = Start(arguments, "read from");
        process.ErrorDataReceived += static (_, _) => { };
        process.BeginErrorReadLine(); // else a talkative program waits for a reader
        return new ProgramOutput(process.StandardOutput.BaseStream, () =>
        {
            Stop(process);
            process.Dispose();
        });
    }

    private Process Start(string[] arguments, string verb)
    {
        var start = new ProcessStartInfo(options.Program)
        {
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
            StandardErrorEncoding = Encoding.UTF8,
        };
        var seconds = options.Timeout.TotalSeconds.ToString(CultureInfo.InvariantCulture);
        var retries = options.Retries.ToString(CultureInfo.InvariantCulture);
        string[] config = options.ConfigFile is { } file ? ["--config", file] : [];
        foreach (var argument in (string[])[
            .. arguments, .. config, "--ask-password=false", "--timeout", $"{seconds}s", "--contimeout", $"{seconds}s", "--retries", retries,
            "--low-level-retries", retries, "--retries-sleep", "500ms", "--stats", "0", "--log-level", "ERROR"])
        {
            start.ArgumentList.Add(argument);
        }

        try
        {
            var process = Process.Start(start)!;
            process.StandardInput.Close();
            return process;
        }
        catch (Win32Exception cause)
        {
            throw new StorageException(
                StorageError.ArchiveUnavailable,
                Place,
                $"Cannot {verb} the archive {Place}.",
                $"The program {options.Program} cannot be run: {cause.Message.TrimEnd('.')}.",
                "Install rclone, for instance with: sudo apt-get install rclone",
                cause);
        }
    }

    private StorageException Failed(string verb, int code, string complaint) => new(
        StorageError.ArchiveUnavailable,
        Place,
        $"Cannot {verb} the archive {Place}.",
        complaint.Length == 0 ? $"rclone ended with exit code {code}." : $"rclone says: {complaint.TrimEnd('.')}.",
        "Check the remote with: rclone lsd " + Place);

    /// <summary>The reason in its last line, without the remote's parameters: <c>2026/11/21 15:04:56 Failed to lsjson: directory not found</c>.</summary>
    private async Task<string> ReadComplaintAsync(StreamReader errors, CancellationToken cancellation)
    {
        var last = "";
        while (await errors.ReadLineAsync(cancellation).ConfigureAwait(false) is { } line)
        {
            last = line.Contains("NOTICE:", StringComparison.Ordinal) ? last : line[..Math.Min(line.Length, MaxComplaint)];
        }

        var start = last.IndexOf(": ", StringComparison.Ordinal);
        var told = start < 0 ? last : last[(start + 2)..];
        return Parameters(options.Remote).Aggregate(told.Trim(), static (text, secret) => text.Replace(secret, "***", StringComparison.Ordinal));
    }

    private static void Stop(Process process)
    {
        if (!process.HasExited)
        {
            process.Kill(entireProcessTree: true);
        }
    }

    private static string WithoutParameters(string remote)
    {
        var (from, to) = ParametersAt(remote);
        return from < 0 ? remote : remote[..from] + remote[to..];
    }

    private static IEnumerable<string> Parameters(string remote)
    {
        var (from, to) = ParametersAt(remote);
        return from < 0 ? [] : remote[from..to].Split(',', StringSplitOptions.RemoveEmptyEntries).Select(pair => pair[(pair.IndexOf('=') + 1)..].Trim('"', '\'')).Where(value => value.Length > 3);
    }

    /// <summary>In <c>:s3,key=value,other="a:b":bucket</c>, from the first comma to the colon that ends the remote's name.</summary>
    private static (int From, int To) ParametersAt(string remote)
    {
        var from = remote.IndexOf(',');
        if (from < 0 || remote.IndexOf(':', 1) is var colon and >= 0 && colon < from)
        {
            return (-1, -1);
        }

        var quote = '\0';
        for (var i = from; i < remote.Length; i++)
        {
            var letter = remote[i];
            quote = letter is '"' or '\'' ? (quote == '\0' ? letter : quote == letter ? '\0' : quote) : quote;
            if (letter == ':' && quote == '\0')
            {
                return (from, i);
            }
        }

        return (from, remote.Length);
    }
}

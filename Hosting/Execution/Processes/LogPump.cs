using System.IO.Pipes;
using System.Text;

namespace Aspire.Hosting.Execution;

/// <summary>
/// Reads the two output pipes of a process line by line into its console log. A thread per pipe, since pipes only read blocking and
/// fifty resources must not starve the thread pool. Reading never waits for anyone who watches the log, so a process that prints
/// without end is slowed by nothing but the pipe.
/// </summary>
internal static class LogPump
{
    private const int StackSize = 128 * 1024;
    private const int BufferSize = 16 * 1024;

    public static Task Start(PipeStream output, PipeStream errors, ConsoleLog log) =>
        Task.WhenAll(Start(output, LogStream.Out, log), Start(errors, LogStream.Err, log));

    private static Task Start(PipeStream pipe, LogStream stream, ConsoleLog log)
    {
        var done = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        new Thread(
            () =>
            {
                using (pipe)
                {
                    Pump(pipe, stream, log);
                }

                done.SetResult();
            },
            StackSize) { IsBackground = true, Name = "console log" }.Start();
        return done.Task;
    }

    private static void Pump(Stream pipe, LogStream stream, ConsoleLog log)
    {
        var decoder = Encoding.UTF8.GetDecoder();
        var bytes = new byte[BufferSize];
        var text = new char[BufferSize + 1];
        var line = new StringBuilder();
        var lines = new List<(LogStream, string)>();
        for (int read; (read = pipe.Read(bytes)) > 0;)
        {
            foreach (var character in text.AsSpan(0, decoder.GetChars(bytes.AsSpan(0, read), text, flush: false)))
            {
                if (character == '\n')
                {
                    End(line, lines, stream);
                }
                else if (line.Append(character).Length == ConsoleLog.MaxLineLength)
                {
                    End(line, lines, stream);
                }
            }

            if (lines.Count > 0)
            {
                log.Append(lines);
                lines.Clear();
            }
        }

        if (line.Length > 0)
        {
            End(line, lines, stream);
            log.Append(lines);
        }
    }

    private static void End(StringBuilder line, List<(LogStream, string)> lines, LogStream stream)
    {
        if (line.Length > 0 && line[^1] == '\r')
        {
            line.Length--;
        }

        lines.Add((stream, line.ToString()));
        line.Clear();
    }
}

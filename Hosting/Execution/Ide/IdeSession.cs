namespace Aspire.Hosting.Execution;

/// <summary>A process that the IDE runs. Its output, its end and its restarts come as notifications.</summary>
internal sealed class IdeSession(string id, ConsoleLog log, Func<string, Task> delete) : ChildProcess
{
    /// <summary>The exit code of a session that the IDE lost.</summary>
    private const int Lost = -1;

    private readonly TaskCompletionSource<int> _exited = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private volatile int _process;

    /// <summary>The session has a (new) process.</summary>
    public event Action? Restarted;

    /// <summary>The process; 0 while the IDE has not told it.</summary>
    public override int Id => _process;

    public override Task<int> Exited => _exited.Task;

    public override void Terminate() => _ = DeleteAsync();

    /// <summary>Ends the process itself when the IDE has not done it in time.</summary>
    public override void Kill()
    {
        if (_exited.TrySetResult(Lost))
        {
            Write(LogStream.Err, "The IDE has not ended the session in time.");
            KillProcess();
        }
    }

    public void Take(IdeNotification notification)
    {
        switch (notification.NotificationType)
        {
            case "processRestarted":
                _process = (int)(notification.Pid ?? 0);
                Restarted?.Invoke();
                break;
            case "serviceLogs":
                Write(notification.IsStdErr == true ? LogStream.Err : LogStream.Out, notification.LogMessage ?? "");
                break;
            case "sessionTerminated":
                _exited.TrySetResult(unchecked((int)(notification.ExitCode ?? 0)));
                break;
            case "sessionMessage" when notification.Level != "debug":
                var code = string.IsNullOrEmpty(notification.Code) ? "" : $" ({notification.Code})";
                Write(notification.Level == "error" ? LogStream.Err : LogStream.System, $"IDE: {notification.Message}{code}");
                break;
        }
    }

    /// <summary>
    /// The connection is gone, and with it all that would be told of the session. Its process may live on, and would keep its port: it is ended.
    /// </summary>
    public void Lose(string why)
    {
        if (!_exited.Task.IsCompleted)
        {
            Write(LogStream.Err, why);
            KillProcess();
            _exited.TrySetResult(Lost);
        }
    }

    /// <summary>The session is over as far as the IDE knows.</summary>
    public void End() => _exited.TrySetResult(0);

    private void KillProcess()
    {
        if (_process > 0 && !OperatingSystem.IsWindows())
        {
            PosixSpawn.Signal(_process, PosixSpawn.SigKill);
        }
    }

    private async Task DeleteAsync()
    {
        try
        {
            await delete(id).ConfigureAwait(false);
        }
        catch (Exception failure)
        {
            Write(LogStream.Err, $"The IDE cannot end the session: {failure.Message}");
        }
    }

    private void Write(LogStream stream, string text)
    {
        foreach (var line in text.TrimEnd('\r', '\n').Split('\n'))
        {
            var rest = line.TrimEnd('\r');
            for (; rest.Length > ConsoleLog.MaxLineLength; rest = rest[ConsoleLog.MaxLineLength..])
            {
                log.Append(stream, rest[..ConsoleLog.MaxLineLength]);
            }

            log.Append(stream, rest);
        }
    }
}

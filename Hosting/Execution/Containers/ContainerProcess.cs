namespace Aspire.Hosting.Execution;

/// <summary>A running container in the shape of a process: its log is followed until it ends, and then it is removed, unless it outlives the run.</summary>
internal sealed class ContainerProcess : ChildProcess
{
    private const string StopPatience = "5";

    // How long an engine may take to tell that a killed container has ended.
    private static readonly TimeSpan KillPatience = TimeSpan.FromSeconds(10);

    private readonly EngineProgram _program;
    private readonly string _container;
    private readonly bool _isPersistent;
    private readonly CancellationToken _runIsOver;
    private readonly ChildProcess _follower;
    private readonly Action _ended;
    private readonly TaskCompletionSource _givenUp = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private bool _left;

    /// <param name="program">The engine.</param>
    /// <param name="container">Id of the container, which has been started.</param>
    /// <param name="isPersistent">Whether it outlives the run.</param>
    /// <param name="follow">Follows its log.</param>
    /// <param name="log">Where the log goes.</param>
    /// <param name="ended">Called once when it has ended, or was left alone.</param>
    /// <param name="runIsOver">From then on a persistent container is left alone instead of stopped.</param>
    public ContainerProcess(
        EngineProgram program,
        string container,
        bool isPersistent,
        LaunchPlan follow,
        ConsoleLog log,
        Action ended,
        CancellationToken runIsOver)
    {
        _program = program;
        _container = container;
        _isPersistent = isPersistent;
        _runIsOver = runIsOver;
        _ended = ended;
        _follower = Start(follow, log);
        Exited = EndAsync();
    }

    public override int Id => _follower.Id;

    public override Task<int> Exited { get; }

    public override void Terminate()
    {
        if (_isPersistent && _runIsOver.IsCancellationRequested)
        {
            _left = true;
            GiveUp();
        }
        else
        {
            _ = _program.RunAsync(["stop", "-t", StopPatience, _container], CancellationToken.None);
        }
    }

    public override void Kill()
    {
        if (!Exited.IsCompleted && !_left)
        {
            _ = KillAsync();
        }
    }

    private async Task KillAsync()
    {
        var killed = _program.RunAsync(["kill", _container], CancellationToken.None);
        await Task.WhenAny(Exited, Task.Delay(KillPatience)).ConfigureAwait(false);
        if (!Exited.IsCompleted)
        {
            // The engine hangs; what is left is for the end of the run.
            GiveUp();
        }

        await killed.ConfigureAwait(false);
    }

    private void GiveUp()
    {
        _givenUp.TrySetResult();
        _follower.Kill();
    }

    private async Task<int> EndAsync()
    {
        using var stop = new CancellationTokenSource();
        var ended = WaitAsync(stop.Token);
        try
        {
            if (await Task.WhenAny(ended, _givenUp.Task).ConfigureAwait(false) != ended)
            {
                await stop.CancelAsync().ConfigureAwait(false);
            }

            return await ended.ConfigureAwait(false);
        }
        catch (OperationCanceledException)
        {
            return _left ? 0 : -1;
        }
        finally
        {
            _ended();
        }
    }

    private async Task<int> WaitAsync(CancellationToken cancellationToken)
    {
        // The log may end before the container does, when the engine's program fails; "wait" tells the exit code, at once when it has ended already.
        await _follower.Exited.ConfigureAwait(false);
        var answer = await _program.RunAsync(["wait", _container], cancellationToken).ConfigureAwait(false);
        if (!_isPersistent)
        {
            await _program.RunAsync(["rm", "--force", "--volumes", _container], cancellationToken).ConfigureAwait(false);
        }

        return int.TryParse(answer.Output, out var code) ? code : -1;
    }
}

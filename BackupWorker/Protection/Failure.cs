namespace Belfry.BackupWorker.Protection;

/// <summary>When and why the newest attempt failed.</summary>
internal sealed record Failure(DateTimeOffset At, Fault Fault)
{
    public string Reason => $"{Fault.What} {Fault.Why}";
}

namespace Belfry.BackupWorker.Documents;

/// <summary>What stopped a command, as <c>--json</c> writes it to standard error.</summary>
internal sealed record FaultDocument(string Code, int ExitCode, string What, string Why, string Next)
{
    public static FaultDocument Of(Fault fault) => new(fault.Code, (int)fault.Exit, fault.What, fault.Why, fault.Next);
}

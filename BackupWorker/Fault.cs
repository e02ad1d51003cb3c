namespace Belfry.BackupWorker;

/// <summary>An error told to a person in three lines: what failed, why, and the command or setting that helps.</summary>
/// <param name="Exit">What the process ends with when this stops a command.</param>
/// <param name="Code">A stable word for scripts, listed in docs/errors.md. Example: <c>archive-empty</c>.</param>
/// <param name="What">One sentence that names the resource, file or key.</param>
/// <param name="Why">One sentence with the cause.</param>
/// <param name="Next">A command line, or a setting with an example.</param>
internal sealed record Fault(ExitCode Exit, string Code, string What, string Why, string Next);

/// <summary>Carries a <see cref="BackupWorker.Fault"/> up to the one place that prints it and ends the process.</summary>
internal sealed class FaultException(Fault fault) : Exception($"{fault.What} {fault.Why}")
{
    public Fault Fault { get; } = fault;

    /// <summary>Whether nothing was tried, because another job is at work in the archive.</summary>
    public bool IsBusy => Fault.Code == FaultCode.ArchiveBusy;
}

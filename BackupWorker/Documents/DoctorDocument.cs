using Belfry.BackupWorker.Doctor;

namespace Belfry.BackupWorker.Documents;

/// <summary>What <c>belfry doctor</c> found.</summary>
/// <param name="Healthy">Whether there is no problem; warnings may be there.</param>
internal sealed record DoctorDocument(bool Healthy, IReadOnlyList<FindingDocument> Findings)
{
    public static DoctorDocument Of(IReadOnlyList<Finding> findings) => new(
        findings.All(finding => finding.State != FindingState.Problem),
        [.. findings.Select(finding => new FindingDocument(finding.Check, finding.State.ToString().ToLowerInvariant(), finding.What, finding.Next))]);
}

/// <summary>One finding: <c>ok</c>, <c>warning</c> or <c>problem</c>; what to do next is null when there is nothing to do.</summary>
internal sealed record FindingDocument(string Check, string State, string What, string? Next);

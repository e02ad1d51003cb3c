namespace Belfry.Storage.Maintenance;

/// <summary>What an integrity check found.</summary>
/// <param name="Problems">What <c>integrity_check</c> says about pages and indexes; empty when it says ok.</param>
/// <param name="Orphans">Rows whose foreign keys point nowhere, one sentence each.</param>
public sealed record IntegrityReport(IReadOnlyList<string> Problems, IReadOnlyList<string> Orphans)
{
    /// <summary>Nothing was found.</summary>
    public bool IsSound => Problems.Count == 0 && Orphans.Count == 0;
}

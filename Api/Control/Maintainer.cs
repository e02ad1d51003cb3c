using Belfry.Api.Data;
using Belfry.Storage.Maintenance;

namespace Belfry.Api.Control;

/// <summary>Does maintenance, one task at a time.</summary>
internal sealed class Maintainer(DatabaseWatch watch)
{
    private int _running;

    /// <summary>Whether the caller may run a task now; then <see cref="Finish"/> has to follow.</summary>
    public bool TryBegin() => Interlocked.Exchange(ref _running, 1) == 0;

    public void Finish() => Volatile.Write(ref _running, 0);

    /// <returns>What an integrity check found.</returns>
    public Task<IReadOnlyList<string>> RunAsync(DatabaseMaintenance maintenance, MaintenanceTask task, CancellationToken cancellation) =>
        watch.OverlookAsync<IReadOnlyList<string>>(
            async () =>
            {
                switch (task)
                {
                    case MaintenanceTask.Optimize:
                        await maintenance.OptimizeAsync(cancellation);
                        return [];
                    case MaintenanceTask.Vacuum:
                        await maintenance.VacuumAsync(cancellation);
                        return [];
                    default:
                        var report = await maintenance.CheckIntegrityAsync(cancellation);
                        return [.. report.Problems, .. report.Orphans];
                }
            },
            cancellation);
}

namespace Belfry.BackupWorker.Documents;

/// <summary>One backup, and what restoring it would read.</summary>
internal sealed record ShownBackupDocument(BackupDocument Backup, PlanDocument Plan);

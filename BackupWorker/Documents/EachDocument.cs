namespace Belfry.BackupWorker.Documents;

/// <summary>What a command found of each of several databases; of a single one it is that document alone.</summary>
/// <param name="Databases">The first at the head.</param>
internal sealed record EachDocument<T>(IReadOnlyList<OfDatabaseDocument<T>> Databases)
    where T : class;

/// <param name="Database">Its name in the archive.</param>
/// <param name="Result">What was found; null when nothing could be.</param>
/// <param name="Fault">Why; null when all is well.</param>
internal sealed record OfDatabaseDocument<T>(string Database, T? Result, FaultDocument? Fault)
    where T : class;

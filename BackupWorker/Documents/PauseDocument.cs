namespace Belfry.BackupWorker.Documents;

/// <summary>Whether scheduled work stands still.</summary>
/// <param name="PausedUntil">When it goes on by itself, UTC; null while there is no pause.</param>
internal sealed record PauseDocument(DateTime? PausedUntil);

/// <summary>What somebody asks for who wants scheduled work to stand still.</summary>
/// <param name="Minutes">For how long, 1 to 1,440; an hour when null.</param>
internal sealed record PauseRequestDocument(int? Minutes = null);

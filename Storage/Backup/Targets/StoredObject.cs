namespace Belfry.Storage.Backup.Targets;

/// <summary>One object as a listing shows it.</summary>
/// <param name="Name">Relative to the archive, with slashes.</param>
/// <param name="Bytes">Stored size.</param>
public readonly record struct StoredObject(string Name, long Bytes);

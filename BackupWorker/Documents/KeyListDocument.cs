namespace Belfry.BackupWorker.Documents;

/// <summary>The keys of an archive. The keys themselves are never shown.</summary>
/// <param name="File">Where they are; null when none are named.</param>
/// <param name="Keys">Those of the file, the current one first, then those that the archive needs and the file has not.</param>
/// <param name="Unencrypted">How many objects of the archive are not encrypted.</param>
internal sealed record KeyListDocument(string? File, IReadOnlyList<KeyDocument> Keys, int Unencrypted);

/// <param name="Name">What names it in the archive's objects.</param>
/// <param name="State"><c>current</c>: new objects are encrypted with it; <c>old</c>: for reading; <c>missing</c>: not in the file.</param>
/// <param name="Objects">How many objects of the archive need it.</param>
internal sealed record KeyDocument(string Name, string State, int Objects);

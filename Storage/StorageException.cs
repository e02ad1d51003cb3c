namespace Belfry.Storage;

/// <summary>
/// The one exception that Storage throws for its own reasons. The message is three sentences: what failed, why, and the next step.
/// </summary>
/// <remarks>Example: <c>Cannot open /data/app.db. The file is not an SQLite database. Move it away, or correct the path in ConnectionStrings__appdb.</c></remarks>
public sealed class StorageException : Exception
{
    /// <summary>Creates the exception from its parts.</summary>
    /// <param name="error">The case, for code.</param>
    /// <param name="path">The file or folder concerned; empty when there is none.</param>
    /// <param name="what">What failed, one sentence.</param>
    /// <param name="why">The cause, one sentence.</param>
    /// <param name="nextStep">What a person can do now, one sentence.</param>
    /// <param name="inner">The underlying exception, if any.</param>
    public StorageException(StorageError error, string path, string what, string why, string nextStep, Exception? inner = null)
        : base($"{what} {why} {nextStep}", inner)
    {
        Error = error;
        Path = path;
        What = what;
        Why = why;
        NextStep = nextStep;
    }

    /// <summary>The case, for code.</summary>
    public StorageError Error { get; }

    /// <summary>The file or folder concerned; empty when there is none.</summary>
    public string Path { get; }

    /// <summary>What failed, one sentence.</summary>
    public string What { get; }

    /// <summary>The cause, one sentence.</summary>
    public string Why { get; }

    /// <summary>What a person can do now, one sentence.</summary>
    public string NextStep { get; }

    /// <summary>SQLite's extended result code, such as 2067 (SQLITE_CONSTRAINT_UNIQUE); 0 when the cause is not an SQLite call.</summary>
    public int SqliteCode { get; init; }
}

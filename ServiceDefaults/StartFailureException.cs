namespace Belfry.ServiceDefaults;

/// <summary>A service cannot start (or go on) for a reason that its operator can mend.</summary>
/// <param name="what">What failed, naming the file, address or setting: <c>The database /data/app.db cannot be opened.</c></param>
/// <param name="why">Why: <c>The file is not a SQLite database.</c></param>
/// <param name="nextStep">A command or setting that helps: <c>Restore it with: belfry restore latest --to /data/app.db</c></param>
public sealed class StartFailureException(string what, string why, string nextStep, Exception? cause = null)
    : Exception($"{what} {why}", cause)
{
    public string What { get; } = what;

    public string Why { get; } = why;

    public string NextStep { get; } = nextStep;
}

using SQLitePCL;

namespace Belfry.Storage.Sqlite;

/// <summary>The SQLite library that this process loaded.</summary>
/// <param name="Version">Such as 3.35.5.</param>
/// <param name="SourceId">Check-in date and hash, such as <c>2021-04-19 18:32:05 1b256d97...</c>.</param>
public sealed record EngineVersion(Version Version, string SourceId)
{
    private static readonly Lazy<EngineVersion> Loaded = new(Load);

    /// <summary>The library loaded by this process.</summary>
    public static EngineVersion Current => Loaded.Value;

    /// <summary>
    /// Whether this version has the fix of the WAL-reset race (sqlite.org/wal.html#walresetbug): 3.51.3 and later, 3.50.7 and later
    /// of 3.50, 3.44.6 and later of 3.44. Without it the rule that only the holder of the write lock may checkpoint is what keeps data safe.
    /// </summary>
    public bool HasWalResetFix => Version switch
    {
        { Minor: 44 } => Version.Build >= 6,
        { Minor: 50 } => Version.Build >= 7,
        _ => Version >= new Version(3, 51, 3),
    };

    private static EngineVersion Load()
    {
        Batteries_V2.Init();
        return new(Version.Parse(raw.sqlite3_libversion().utf8_to_string()), raw.sqlite3_sourceid().utf8_to_string());
    }
}

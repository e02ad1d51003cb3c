namespace Belfry.Bench.Backup;

/// <summary>What is written in every measurement: a row of 120 bytes, and one index.</summary>
internal static class RowsTable
{
    public const string Sql = "create table if not exists rows (id integer primary key, caller integer, time integer, text text); create index if not exists by_time on rows (time)";
    public const string Insert = "insert into rows (caller, time, text) values (?1, ?2, ?3)";

    public static string Text { get; } = new('x', 100);
}

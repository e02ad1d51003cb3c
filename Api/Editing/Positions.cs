using Belfry.Storage.Sqlite;

namespace Belfry.Api.Editing;

/// <summary>
/// Order by hand. New entries take their place from the clock and so come last; one that is moved takes the middle between its new
/// neighbours, and where there is no middle any more all entries are spaced out again.
/// </summary>
internal static class Positions
{
    private const long Space = 1 << 20;

    /// <param name="session">The write.</param>
    /// <param name="table">The table, with what its entries are ordered within: <c>items</c> and <c>list_seq</c>.</param>
    /// <param name="owner">The value of that column.</param>
    /// <param name="next">The entry before which there shall be room.</param>
    /// <returns>A position before it and after the one that now precedes it; null when there is no such entry.</returns>
    public static long? Before(SqliteSession session, Table table, SqliteValue owner, string next)
    {
        if (Neighbours(session, table, owner, next) is not var (before, after))
        {
            return null;
        }

        if (after - before < 2)
        {
            session.Execute(
                $"""
                update {table.Name} set position = spaced.position
                from (select seq, {Space} * row_number() over (order by position, seq) as position from {table.Name} where {table.Container} = ?1) as spaced
                where {table.Name}.seq = spaced.seq
                """,
                owner);
            (before, after) = Neighbours(session, table, owner, next)!.Value;
        }

        return before + ((after - before) / 2);
    }

    private static (long Before, long After)? Neighbours(SqliteSession session, Table table, SqliteValue owner, string next)
    {
        var after = session.QueryInt64($"select position from {table.Name} where id = ?1 and {table.Container} = ?2 and deleted_at is null", next, owner);
        return after == 0 ? null : (session.QueryInt64(
            $"select max(position) from {table.Name} where {table.Container} = ?1 and position < ?2", owner, after), after);
    }

    /// <summary>What is ordered. Constants only: the names become part of statements.</summary>
    internal sealed record Table(string Name, string Container);
}

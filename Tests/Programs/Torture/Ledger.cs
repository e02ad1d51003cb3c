using Belfry.Storage;

namespace Belfry.Tests.Torture;

/// <summary>What writers printed as acknowledged, and the judgement of a database by it.</summary>
public sealed class Ledger
{
    private readonly long[] _acknowledged = new long[WriterActor.Callers];

    /// <summary>How many rows were acknowledged.</summary>
    public long Count => _acknowledged.Sum();

    /// <summary>Notes a line that a writer printed.</summary>
    public void Note(string line)
    {
        // A kill can cut the last line; what was not printed whole was not acknowledged to anybody.
        var parts = line.Split(' ');
        if (parts.Length == 2 && int.TryParse(parts[0], out var caller) && long.TryParse(parts[1], out var number))
        {
            _acknowledged[caller] = Math.Max(_acknowledged[caller], number);
        }
    }

    /// <summary>Judges that a database holds a prefix of each caller's rows.</summary>
    /// <exception cref="InvalidOperationException">It does not.</exception>
    public static async Task<IReadOnlyDictionary<int, long>> JudgePrefixAsync(string path)
    {
        await using var database = Database.Open(new DatabaseOptions { Path = path });
        var callers = await database.ReadAsync(session =>
            session.QueryInt64("select count(*) from sqlite_schema where name = 'rows'") == 0
                ? []
                : session.Query("select caller, count(*), max(number) from rows group by caller", row => (Caller: row.GetInt32(0), Count: row.GetInt64(1), Last: row.GetInt64(2))));
        foreach (var (caller, count, last) in callers)
        {
            if (count != last)
            {
                throw new InvalidOperationException($"{path} has {count} rows of caller {caller}, but its last number is {last}: not a prefix.");
            }
        }

        return callers.ToDictionary(found => found.Caller, found => found.Last);
    }

    /// <summary>Judges that a database holds a prefix of each caller's rows with everything acknowledged in it.</summary>
    /// <exception cref="InvalidOperationException">It does not.</exception>
    public async Task JudgeCompleteAsync(string path)
    {
        var last = await JudgePrefixAsync(path);
        for (var caller = 0; caller < WriterActor.Callers; caller++)
        {
            if (last.GetValueOrDefault(caller) < _acknowledged[caller])
            {
                throw new InvalidOperationException(
                    $"{path} ends at {last.GetValueOrDefault(caller)} of caller {caller}, but {_acknowledged[caller]} was acknowledged: lost.");
            }
        }
    }
}

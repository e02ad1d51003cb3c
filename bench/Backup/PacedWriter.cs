using System.Diagnostics;
using Belfry.Storage;

namespace Belfry.Bench.Backup;

/// <summary>One caller that commits at an even rate, as far as the disk lets it, and remembers when each commit was acknowledged.</summary>
internal sealed class PacedWriter(Func<long, ValueTask> commit)
{
    /// <summary>Through our writer: rows of 120 bytes with one index.</summary>
    public PacedWriter(Database database)
        : this(async time => await database.WriteAsync(session => session.Execute(RowsTable.Insert, 1, time, RowsTable.Text)))
    {
    }

    /// <summary>When each commit was acknowledged, in order.</summary>
    public List<DateTimeOffset> Acknowledged { get; } = [];

    public static Task CreateTableAsync(Database database) => database.WriteAsync(session =>
    {
        session.ExecuteScript(RowsTable.Sql);
        return 0;
    }).AsTask();

    /// <summary>Writes for a time and returns how long each commit took, in milliseconds, sorted.</summary>
    public async Task<double[]> RunAsync(double perSecond, TimeSpan time)
    {
        var took = new List<double>();
        var clock = Stopwatch.StartNew();
        while (clock.Elapsed < time)
        {
            if (took.Count >= clock.Elapsed.TotalSeconds * perSecond)
            {
                await Task.Delay(1);
                continue;
            }

            var started = Stopwatch.GetTimestamp();
            await commit(started);
            took.Add(Stopwatch.GetElapsedTime(started).TotalMilliseconds);
            Acknowledged.Add(DateTimeOffset.UtcNow);
        }

        took.Sort();
        return [.. took];
    }
}

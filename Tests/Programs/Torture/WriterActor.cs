using Belfry.Storage;

namespace Belfry.Tests.Torture;

/// <summary>A process that writes rows (caller, number) from several callers at once and prints each one after it was acknowledged.</summary>
public static class WriterActor
{
    /// <summary>How many callers write at once; each numbers its rows from 1.</summary>
    public const int Callers = 8;

    internal static async Task<int> RunAsync(string path, long checkpointBytes)
    {
        await using var database = Database.Open(new DatabaseOptions { Path = path, CheckpointBytes = checkpointBytes });
        await database.WriteAsync(session => session.Execute(
            "create table if not exists rows (caller integer, number integer, filler blob, primary key (caller, number))"));
        using var ended = new CancellationTokenSource();
        var callers = Enumerable.Range(0, Callers).Select(caller => CallAsync(database, caller, ended.Token)).ToArray();
        Console.WriteLine(Child.Ready);
        await Task.Run(Console.In.ReadToEnd);
        await ended.CancelAsync();
        await Task.WhenAll(callers);
        return 0;
    }

    private static async Task CallAsync(Database database, int caller, CancellationToken ended)
    {
        var next = 1 + await database.ReadAsync(
            session => session.QueryInt64("select coalesce(max(number), 0) from rows where caller = ?1", caller), CancellationToken.None);
        for (; !ended.IsCancellationRequested; next++)
        {
            var number = next;
            await database.WriteAsync(
                session => session.Execute("insert into rows values (?1, ?2, randomblob(abs(random()) % 600))", caller, number), CancellationToken.None);
            Console.WriteLine($"{caller} {number}");
            await Task.Delay(1 + (caller * 2), CancellationToken.None); // a mix of hasty and slow ones
        }
    }
}

using System.CommandLine;
using System.Text.Json.Serialization.Metadata;
using Belfry.BackupWorker.Documents;

namespace Belfry.BackupWorker.Commands;

/// <summary>Shows something of every database that a command is about, one after the other; what is wrong with one does not hide the next.</summary>
internal static class EachDatabase
{
    /// <param name="line">The command line.</param>
    /// <param name="look">Finds it out, and what is wrong with it; null when nothing is.</param>
    /// <param name="show">Says it in words.</param>
    /// <param name="one">The document of a single database.</param>
    /// <param name="each">That of several.</param>
    /// <param name="cancellation">Stops between two.</param>
    /// <exception cref="FaultException">What is wrong with the first of them that is not well; all were shown.</exception>
    public static async Task ShowAsync<T>(
        ParseResult line, Func<Locations, Task<(T Found, Fault? Wrong)>> look, Action<T, Locations> show, JsonTypeInfo<T> one, JsonTypeInfo<EachDocument<T>> each, CancellationToken cancellation)
        where T : class
    {
        var (databases, terminal) = (await Locations.AllAsync(line, cancellation), new Terminal(line));
        var looks = new List<(Locations Database, T? Found, Fault? Wrong)>();
        foreach (var database in databases)
        {
            try
            {
                var (found, wrong) = await look(database);
                looks.Add((database, found, wrong));
            }
            catch (Exception failure) when (failure is not OperationCanceledException && databases.Count > 1)
            {
                looks.Add((database, null, Faults.Of(failure)));
            }
        }

        if (looks is [(var only, { } alone, _)])
        {
            terminal.Result(alone, one, () => show(alone, only));
        }
        else
        {
            var documents = looks.ConvertAll(looked => new OfDatabaseDocument<T>(looked.Database.Name, looked.Found, looked.Wrong is { } wrong ? FaultDocument.Of(wrong) : null));
            terminal.Result(new EachDocument<T>(documents), each, () => looks.ForEach(looked => Show(looked.Database, looked.Found, looked.Wrong, show)));
        }

        if (looks.Select(looked => looked.Wrong).FirstOrDefault(wrong => wrong is not null) is { } first)
        {
            throw new FaultException(first);
        }
    }

    private static void Show<T>(Locations database, T? found, Fault? wrong, Action<T, Locations> show)
        where T : class
    {
        Terminal.Line($"Database   {database.Name}");
        if (found is not null)
        {
            show(found, database);
        }
        else
        {
            Terminal.Line($"{wrong!.What} {wrong.Why}");
        }

        Terminal.Line("");
    }
}

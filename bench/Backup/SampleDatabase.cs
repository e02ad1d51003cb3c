using System.Text;
using Belfry.Storage;

namespace Belfry.Bench.Backup;

/// <summary>A database of a given size: rows of 2,000 bytes of words, which compress about as well as what people write.</summary>
internal static class SampleDatabase
{
    public static async Task MakeAsync(string path, int megabytes)
    {
        await using var database = Database.Open(new DatabaseOptions { Path = path });
        await FillAsync(database, megabytes);
    }

    public static async Task FillAsync(Database database, int megabytes)
    {
        await PacedWriter.CreateTableAsync(database);
        var random = new Random(1);
        var words = Enumerable.Range(0, 2000).Select(_ => new string([.. Enumerable.Range(0, random.Next(2, 11)).Select(_ => (char)('a' + random.Next(26)))])).ToArray();
        for (var done = 0; done < megabytes; done += 4)
        {
            var text = Encoding.ASCII.GetBytes(string.Join(' ', Enumerable.Range(0, 1 << 16).Select(_ => words[(int)(words.Length * random.NextDouble() * random.NextDouble())])));
            await database.WriteAsync(session => session.Execute(
                "insert into rows (caller, time, text) with recursive c(i) as (select 1 union all select i + 1 from c where i < 2048) " +
                "select 0, i, cast(substr(?1, 1 + abs(random()) % (length(?1) - 2000), 2000) as text) from c",
                text));
        }
    }
}

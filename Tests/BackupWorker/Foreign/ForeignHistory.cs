using System.Security.Cryptography;
using System.Text;
using Belfry.Storage;

namespace Belfry.Tests.BackupWorker.Foreign;

/// <summary>
/// What foreign writers had written at one moment, in the order of their commits. A state is right exactly when it is the beginning of what was written in the end: every
/// commit added row n and nothing else, and counted it in another table.
/// </summary>
internal sealed class ForeignHistory
{
    private readonly List<string> _rows;
    private readonly Dictionary<string, long> _last;

    private ForeignHistory(List<string> rows, Dictionary<string, long> last) => (_rows, _last) = (rows, last);

    public int Length => _rows.Count;

    /// <summary>How many rows of a writer there are.</summary>
    public long Of(string writer) => _last.GetValueOrDefault(writer);

    /// <summary>Stands for the first rows.</summary>
    public string Digest(int rows)
    {
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        foreach (var row in _rows.Take(rows))
        {
            hash.AppendData(Encoding.UTF8.GetBytes(row));
        }

        return $"{rows}:{Convert.ToHexString(hash.GetHashAndReset())}";
    }

    /// <summary>Reads a database that nobody writes to, and judges that it has no gap and no half of a commit.</summary>
    public static async Task<ForeignHistory> ReadAsync(string path)
    {
        await using var database = Database.Open(new DatabaseOptions { Path = path });
        var (rows, counts) = await database.ReadAsync(session => (
            session.Query("select id, writer, number, note from rows order by id", row => (Id: row.GetInt64(0), Writer: row.GetString(1), Number: row.GetInt64(2), Note: row.GetString(3))),
            session.Query("select writer, number from counts", row => (Writer: row.GetString(0), Number: row.GetInt64(1)))));
        var last = new Dictionary<string, long>();
        foreach (var row in rows)
        {
            last[row.Writer] = last.GetValueOrDefault(row.Writer) + 1;
            Assert.True(row.Number == last[row.Writer], $"{path}: after row {last[row.Writer] - 1} of {row.Writer} comes {row.Number}.");
        }

        Assert.Equal(rows.Count, rows.Count == 0 ? 0 : rows[^1].Id);
        Assert.Equal(last.OrderBy(count => count.Key, StringComparer.Ordinal), counts.Select(count => KeyValuePair.Create(count.Writer, count.Number)).OrderBy(count => count.Key, StringComparer.Ordinal));
        return new ForeignHistory([.. rows.Select(row => $"{row.Id} {row.Writer} {row.Number} {row.Note}\n")], last);
    }
}

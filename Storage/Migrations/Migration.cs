using System.Security.Cryptography;
using System.Text;

namespace Belfry.Storage.Migrations;

/// <summary>One numbered change of the schema.</summary>
/// <param name="Number">Its place in the order, from 1 without gaps.</param>
/// <param name="Name">The file name without number and ending, such as <c>lists</c> for <c>0001-lists.sql</c>.</param>
/// <param name="Sql">Any number of statements; they run in one transaction, so no BEGIN or COMMIT.</param>
public sealed record Migration(int Number, string Name, string Sql)
{
    /// <summary>SHA-256 of the text, in lower-case hex. Line ends count as LF, so that a checkout with CRLF has the same checksum.</summary>
    public string Checksum { get; } = Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(Sql.ReplaceLineEndings("\n"))));

    /// <summary>The file name, such as <c>0001-lists.sql</c>.</summary>
    public string FileName => $"{Number:0000}-{Name}.sql";
}

using System.Globalization;
using System.Text;
using System.Text.RegularExpressions;

namespace Belfry.BackupWorker.Transfer;

/// <summary>
/// Reads the rows of a plain dump of PostgreSQL (<c>pg_dump --data-only</c>): its <c>COPY … FROM stdin</c> blocks, in the text format that PostgreSQL's
/// documentation of COPY describes. Everything else in it is passed over.
/// </summary>
internal static partial class PostgresDump
{
    private const string End = "\\.";

    public static IEnumerable<TableRows> Read(TextReader input)
    {
        var lines = new NumberedLines(input);
        while (lines.Next() is { } line)
        {
            if (!Begins().IsMatch(line))
            {
                continue;
            }

            if (Copy().Match(line) is { Success: true } copy)
            {
                yield return new TableRows(Name(copy.Groups["table"].Value), [.. copy.Groups["columns"].Value.Split(',').Select(column => Name(column.Trim()))], Rows(lines));
            }
            else
            {
                throw lines.Fault("this COPY is not understood: it must name its columns, and no name may have a space, a comma or a bracket");
            }
        }
    }

    private static IEnumerable<(int, IReadOnlyList<TransferValue>)> Rows(NumberedLines lines)
    {
        while (lines.Next() is { } line)
        {
            if (line == End)
            {
                yield break;
            }

            yield return (lines.Number, [.. line.Split('\t').Select(field => Value(field, lines.Number))]);
        }

        throw lines.Fault("the file ends within a table");
    }

    private static TransferValue Value(string field, int line) => column =>
    {
        if (field == "\\N")
        {
            return default;
        }

        var text = Unescape(field);
        if (column.IsBlob)
        {
            return text.StartsWith("\\x", StringComparison.Ordinal) && TryHex(text[2..]) is { } bytes
                ? bytes
                : throw new TransferFault(line, $"column {column.Name} takes bytes, written as \\\\x and hexadecimal digits");
        }

        if (!column.IsInteger)
        {
            return text;
        }

        return text switch
        {
            "t" => 1,
            "f" => 0,
            _ when long.TryParse(text, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var integer) => integer,
            _ => throw new TransferFault(line, $"\"{text}\" is no whole number, which column {column.Name} takes"),
        };
    };

    private static string Unescape(string field)
    {
        if (!field.Contains('\\'))
        {
            return field;
        }

        var text = new StringBuilder(field.Length);
        for (var i = 0; i < field.Length; i++)
        {
            if (field[i] != '\\' || i + 1 == field.Length)
            {
                text.Append(field[i]);
                continue;
            }

            text.Append(field[++i] switch
            {
                'b' => '\b',
                'f' => '\f',
                'n' => '\n',
                'r' => '\r',
                't' => '\t',
                'v' => '\v',
                var itself => itself,
            });
        }

        return text.ToString();
    }

    private static byte[]? TryHex(string digits)
    {
        try
        {
            return Convert.FromHexString(digits);
        }
        catch (FormatException)
        {
            return null;
        }
    }

    /// <summary>Without a schema before it and quotes around it.</summary>
    private static string Name(string name) => name[(name.LastIndexOf('.') + 1)..].Trim('"').Replace("\"\"", "\"", StringComparison.Ordinal);

    [GeneratedRegex("^COPY .* FROM stdin", RegexOptions.IgnoreCase)]
    private static partial Regex Begins();

    [GeneratedRegex("^COPY (?<table>\\S+) \\((?<columns>[^)]+)\\) FROM stdin;$")]
    private static partial Regex Copy();
}

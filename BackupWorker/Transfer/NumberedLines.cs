namespace Belfry.BackupWorker.Transfer;

/// <summary>The lines of a text, counted from 1.</summary>
internal sealed class NumberedLines(TextReader input)
{
    public int Number { get; private set; }

    /// <summary>The line that was read last; null at the end.</summary>
    public string? Last { get; private set; }

    /// <returns>Null at the end.</returns>
    public string? Next()
    {
        Last = input.ReadLine();
        Number += Last is null ? 0 : 1;
        return Last;
    }

    public TransferFault Fault(string why) => new(Number, why);
}

/// <summary>What is wrong with a file that is imported. Nothing of it was written.</summary>
/// <param name="line">Where, from 1; 0 when no line is to blame.</param>
internal sealed class TransferFault(int line, string why) : Exception(line > 0 ? $"Line {line}: {why}." : $"{char.ToUpperInvariant(why[0])}{why[1..]}.");

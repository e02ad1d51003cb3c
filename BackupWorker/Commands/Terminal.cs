using System.CommandLine;
using System.Text.Json;
using System.Text.Json.Serialization.Metadata;
using Belfry.BackupWorker.Documents;
using Belfry.BackupWorker.Protection;
using Spectre.Console;

namespace Belfry.BackupWorker.Commands;

/// <summary>
/// Where a command writes: results to standard output, progress and faults to standard error. Tables, bars and colours are for a
/// person at a terminal; a pipe, a file, <c>NO_COLOR</c> and <c>--json</c> get the same facts plain.
/// </summary>
internal sealed class Terminal(ParseResult line)
{
    private static readonly bool NoColor = !string.IsNullOrEmpty(Environment.GetEnvironmentVariable("NO_COLOR"));

    private readonly bool _json = line.GetValue(SharedOptions.Json);

    private static bool StyledOutput => !Console.IsOutputRedirected && !NoColor;

    private static bool StyledErrors => !Console.IsErrorRedirected && !NoColor;

    /// <summary>The result of a command: one JSON document when asked for, otherwise in words.</summary>
    public void Result<T>(T document, JsonTypeInfo<T> type, Action inWords)
    {
        if (_json)
        {
            Line(JsonSerializer.Serialize(document, type));
        }
        else
        {
            inWords();
        }
    }

    public static void Line(string text) => Console.Out.WriteLine(text);

    /// <summary>Whether a person is there to answer.</summary>
    public static bool CanAsk => !Console.IsInputRedirected && !Console.IsErrorRedirected;

    /// <summary>Lets a person at a terminal choose one of several, the first being proposed.</summary>
    public static T Pick<T>(string question, IReadOnlyList<T> choices, Func<T, string> words)
        where T : notnull =>
        Errors().Prompt(new SelectionPrompt<T> { Title = Markup.Escape(question), PageSize = 12, Converter = choice => Markup.Escape(words(choice)) }.AddChoices(choices));

    /// <summary>Lets a person at a terminal type an answer.</summary>
    public static string Ask(string question, string proposed) => Errors().Prompt(new TextPrompt<string>(Markup.Escape(question)).DefaultValue(proposed));

    /// <summary>Asks a person at a terminal; where nobody can answer, the answer is no.</summary>
    public static bool Confirm(string question)
    {
        if (!CanAsk)
        {
            return false;
        }

        Console.Error.Write($"{question} [y/N] ");
        return Console.ReadLine()?.Trim().ToLowerInvariant() is "y" or "yes";
    }

    /// <summary>Columns under headings. Nothing is shortened or wrapped, so that an id can be copied and a pipe can be cut.</summary>
    public static void Table(string[] headings, IReadOnlyList<string[]> rows)
    {
        if (StyledOutput)
        {
            var table = new Table { Border = TableBorder.Rounded };
            table.AddColumns([.. headings.Select(heading => new TableColumn(new Text(heading, new Style(decoration: Decoration.Bold))).NoWrap())]);
            foreach (var row in rows)
            {
                table.AddRow(row.Select(cell => new Text(cell, StyleOf(cell))));
            }

            AnsiConsole.Write(table);
            return;
        }

        var widths = headings.Select((heading, column) => rows.Select(row => row[column].Length).Append(heading.Length).Max()).ToArray();
        foreach (var row in rows.Prepend(headings))
        {
            Line(string.Join("  ", row.Select((cell, column) => cell.PadRight(widths[column]))).TrimEnd());
        }
    }

    /// <summary>Shows a bar for each step of the work, or nothing where nobody watches.</summary>
    public async Task<T> WithProgressAsync<T>(Func<IProgress<Step>?, Task<T>> work)
    {
        if (_json || !StyledErrors)
        {
            return await work(null);
        }

        return await Errors().Progress()
            .AutoClear(true)
            .Columns(new SpinnerColumn(), new TaskDescriptionColumn { Alignment = Justify.Left }, new ProgressBarColumn(), new ElapsedTimeColumn())
            .StartAsync(async context =>
            {
                var bars = new Bars(context);
                var result = await work(bars);
                bars.Finish();
                return result;
            });
    }

    /// <summary>Three lines: what, why, next.</summary>
    public void Fault(Fault fault)
    {
        if (_json)
        {
            Console.Error.WriteLine(JsonSerializer.Serialize(FaultDocument.Of(fault), DocumentJson.Default.FaultDocument));
        }
        else if (StyledErrors)
        {
            var errors = Errors();
            errors.Profile.Width = int.MaxValue; // the terminal wraps; a line break of ours would spoil the command that is to be copied
            errors.MarkupLineInterpolated($"[red]{fault.What}[/]");
            errors.MarkupLineInterpolated($"[dim]Why:[/] {fault.Why}");
            errors.MarkupLineInterpolated($"[dim]Next:[/] [bold]{fault.Next}[/]");
        }
        else
        {
            Console.Error.WriteLine(fault.What);
            Console.Error.WriteLine($"Why: {fault.Why}");
            Console.Error.WriteLine($"Next: {fault.Next}");
        }
    }

    private static IAnsiConsole Errors() => AnsiConsole.Create(new AnsiConsoleSettings { Out = new AnsiConsoleOutput(Console.Error) });

    private static Style StyleOf(string cell) => cell switch
    {
        "verified" or "ok" => new Style(Color.Green),
        "unverified" or "warning" => new Style(Color.Yellow),
        "failed" or "problem" => new Style(Color.Red),
        _ => Style.Plain,
    };

    /// <summary>One bar per step; it moves to and fro where nobody can tell how far the step is.</summary>
    private sealed class Bars(ProgressContext context) : IProgress<Step>
    {
        private ProgressTask? _current;
        private string? _text;

        public void Report(Step value)
        {
            if (_current is null || _text != value.Text)
            {
                Finish();
                (_text, _current) = (value.Text, context.AddTask(Markup.Escape(value.Text), maxValue: 1));
            }

            _current.IsIndeterminate(value.Done is null);
            _current.Value = value.Done ?? 0;
        }

        public void Finish()
        {
            _current?.IsIndeterminate(false);
            _current?.Value = 1;
        }
    }
}

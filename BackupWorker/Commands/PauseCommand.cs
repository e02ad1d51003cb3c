using System.CommandLine;
using System.CommandLine.Parsing;
using System.Globalization;
using Belfry.BackupWorker.Documents;
using Belfry.BackupWorker.Protection;

namespace Belfry.BackupWorker.Commands;

/// <summary><c>belfry pause</c> and <c>belfry resume</c>: scheduled work stands still for a while. The service, running or not, looks before it begins anything.</summary>
internal static class PauseCommand
{
    private static readonly Option<TimeSpan> For = new("--for")
    {
        HelpName = "TIME",
        Description = "How long, 1m to 1d: 30m, 2h. Default: 1h.",
        DefaultValueFactory = _ => PauseFile.Usual,
        CustomParser = Read,
    };

    public static Command CreatePause()
    {
        var command = new Command("pause", "Let scheduled backups, pruning, drills and mirrors stand still for a while. Commits are streamed meanwhile.")
        {
            For,
            SharedOptions.Database,
            SharedOptions.Archive,
            SharedOptions.KeyFile,
            SharedOptions.Json,
        };
        command.SetAction((line, cancellation) => RunAsync(line, (file, now) => file.Begin(line.GetValue(For), now), cancellation));
        return command;
    }

    public static Command CreateResume()
    {
        var command = new Command("resume", "End a pause: what came due meanwhile is done now.") { SharedOptions.Database, SharedOptions.Archive, SharedOptions.KeyFile, SharedOptions.Json };
        command.SetAction((line, cancellation) => RunAsync(line, (file, _) => file.End(), cancellation));
        return command;
    }

    private static async Task<int> RunAsync(ParseResult line, Action<PauseFile, DateTimeOffset> change, CancellationToken cancellation)
    {
        var now = TimeProvider.System.GetUtcNow();
        await EachDatabase.ShowAsync(
            line,
            async locations =>
            {
                var file = new PauseFile((await locations.OpenArchiveAsync(cancellation)).WorkFolder);
                change(file, now);
                return (new PauseDocument(file.Read(now)?.UtcDateTime), null);
            },
            Show,
            DocumentJson.Default.PauseDocument,
            DocumentJson.Default.EachDocumentPauseDocument,
            cancellation);
        return (int)ExitCode.Done;
    }

    private static void Show(PauseDocument pause, Locations locations) => Terminal.Line(pause.PausedUntil is { } until
        ? $"Scheduled work is paused until {until:yyyy-MM-dd HH:mm} UTC; commits are streamed meanwhile. To end it earlier: {locations.Suggest("resume")}"
        : "Scheduled work goes on.");

    /// <summary>A whole number and its unit: <c>30m</c>, <c>2h</c>, <c>1d</c>.</summary>
    private static TimeSpan Read(ArgumentResult argument)
    {
        var text = argument.Tokens[0].Value;
        var unit = text.LastOrDefault() switch
        {
            'm' => TimeSpan.FromMinutes(1),
            'h' => TimeSpan.FromHours(1),
            'd' => TimeSpan.FromDays(1),
            _ => TimeSpan.Zero,
        };
        var length = unit > TimeSpan.Zero && ushort.TryParse(text[..^1], NumberStyles.None, CultureInfo.InvariantCulture, out var count) ? unit * count : TimeSpan.Zero;
        if (length < PauseFile.Shortest || length > PauseFile.Longest)
        {
            argument.AddError($"'{text}' is no length of a pause: 1m to 1d, such as 30m or 2h.");
        }

        return length;
    }
}

using System.CommandLine;
using System.Diagnostics;
using Belfry.BackupWorker.Documents;
using Belfry.BackupWorker.Protection;
using Belfry.Storage.Restore;

namespace Belfry.BackupWorker.Commands;

/// <summary>
/// <c>belfry restore</c>: a backup or a moment, into a new file that gets its name only after it was checked, or into the live database. A person at a terminal is
/// asked for what is not said.
/// </summary>
internal static class RestoreCommand
{
    private static readonly Option<string?> To = new("--to", "-t")
    {
        HelpName = "FILE",
        Description = "The file to write. It must not exist yet.",
    };

    private static readonly Option<bool> Force = new("--force")
    {
        Description = "If the file exists, keep it under another name and put the backup in its place. Refused while a program has it open.",
    };

    private static readonly Option<bool> InPlace = new("--in-place")
    {
        Description = "Instead of a file: into the live database while the application runs, after a backup of what is there. See belfry undo.",
    };

    private static readonly Option<bool> OtherSchema = new("--other-schema")
    {
        Description = "With --in-place: also a point from before a migration of the live database. Start the application again afterwards: it migrates.",
    };

    private static readonly Option<string?> Uploads = new("--uploads")
    {
        HelpName = "DIR",
        Description = "With --to: also the uploaded files, into this folder. By itself for the service's own database, into its own folder.",
    };

    private static readonly Option<bool> DryRun = new("--dry-run") { Description = "Only show what would be read." };

    public static Command Create()
    {
        var command = new Command("restore", "Bring back a backup or a moment, checked, as a file or in the live database.")
        {
            SharedOptions.Which,
            SharedOptions.At,
            To,
            Force,
            InPlace,
            OtherSchema,
            Uploads,
            DryRun,
            LiveRestore.Yes,
            SharedOptions.Database,
            SharedOptions.Archive,
            SharedOptions.KeyFile,
            SharedOptions.Json,
        };
        command.Validators.Add(line =>
        {
            var (named, dated) = (line.GetValue(SharedOptions.Which) is not null, line.GetValue(SharedOptions.At) is not null);
            if ((named && dated) || (!named && !dated && !Terminal.CanAsk))
            {
                line.AddError("Name either a backup, such as latest, or a moment with --at.");
            }

            var (file, live) = (line.GetValue(To) is not null, line.GetValue(InPlace));
            if ((file && live) || (!file && !live && !Terminal.CanAsk))
            {
                line.AddError("Say where to: either --to FILE or --in-place.");
            }
        });
        command.SetAction(RunAsync);
        return command;
    }

    private static async Task<int> RunAsync(ParseResult line, CancellationToken cancellation)
    {
        var started = Stopwatch.GetTimestamp();
        var locations = new Locations(line);
        var terminal = new Terminal(line);
        var intoLive = line.GetValue(InPlace) && !line.GetValue(DryRun); // what is there before goes into the archive
        var archive = intoLive ? await locations.OpenArchiveAsync(cancellation) : await locations.OpenAnywhereAsync(cancellation);
        var at = line.GetValue(SharedOptions.At);
        var which = line.GetValue(SharedOptions.Which) ?? (at is null ? await RestorePicker.WhichAsync(archive, locations, cancellation) : null);
        var choice = await Choice.ReadAsync(which, at, archive, locations.Suggest, cancellation);
        if (line.GetValue(DryRun))
        {
            var plan = PlanDocument.Of(await archive.PlanAsync(choice.Point, cancellation));
            terminal.Result(plan, DocumentJson.Default.PlanDocument, () => Terminal.Line(
                $"Would restore {choice.Point} from lineage {plan.Lineage}: one snapshot and {plan.Segments} segments, {Wording.Size(plan.Bytes)}{Expected(plan)}. Nothing was changed."));
            return (int)ExitCode.Done;
        }

        if (line.GetValue(InPlace))
        {
            var options = new InPlaceOptions { AllowOtherSchema = line.GetValue(OtherSchema) };
            return await LiveRestore.RunAsync(line, locations, archive, choice, options, $"restore {choice.Words} --in-place", cancellation);
        }

        var place = new RestorePlace(line.GetValue(To) ?? RestorePicker.File());
        if (place.Occupied && !line.GetValue(Force))
        {
            throw new FaultException(Occupied(place.File, choice, locations));
        }

        RestoreResult? result = null;
        var replaced = await terminal.WithProgressAsync(steps =>
            place.FillAsync(async file => result = await archive.RestoreAsync(choice.Point, file, Step.Watch(steps, choice.Point), cancellation)));
        var files = UploadsFolder(line, locations, place) is { } folder
            ? await terminal.WithProgressAsync(steps => RestoredUploads.BringAsync(archive, choice.Point, folder, steps, cancellation))
            : null;
        var restored = new RestoredDocument(
            choice.BackupId ?? $"{result!.Lineage}/{result.Position}",
            result!.Time.UtcDateTime,
            place.File,
            new FileInfo(place.File).Length,
            (long)Stopwatch.GetElapsedTime(started).TotalMilliseconds,
            replaced,
            null,
            null,
            files);
        terminal.Result(restored, DocumentJson.Default.RestoredDocument, () => Show(restored));
        return (int)ExitCode.Done;
    }

    /// <summary>Where the uploads go; null when they are not asked for.</summary>
    private static string? UploadsFolder(ParseResult line, Locations locations, RestorePlace place) =>
        line.GetValue(Uploads) ?? (locations.IsDatabase(place.File) ? locations.UploadsFolder?.Path : null);

    /// <summary>Nothing when there were none.</summary>
    public static void Show(UploadsDocument? uploads)
    {
        if (uploads is null)
        {
            return;
        }

        Terminal.Line($"Uploaded files: {uploads.Restored} restored to {uploads.Folder}, {uploads.Present} were there.");
        if (uploads.Lost.Count > 0)
        {
            Terminal.Line($"{uploads.Lost.Count} uploaded files are lost: the archive has them not, or damaged. The first is {uploads.Lost[0]}.");
        }
    }

    private static string Expected(PlanDocument plan) =>
        plan.ExpectedMilliseconds is { } milliseconds ? $", in about {Wording.Span(TimeSpan.FromMilliseconds(milliseconds))}" : "";

    private static Fault Occupied(string file, Choice choice, Locations locations) => new(
        ExitCode.Failed,
        FaultCode.FileExists,
        $"Nothing was restored to {file}.",
        "The file exists, and a restore never overwrites one unasked. With --force it is kept under another name.",
        locations.Suggest($"restore {choice.Words} --to {Wording.Quoted(file)} --force"));

    private static void Show(RestoredDocument restored)
    {
        Show(restored.Uploads);
        Terminal.Line($"Restored {restored.Id} to {restored.File}: {Wording.Size(restored.Bytes)}, checked, {Wording.Span(TimeSpan.FromMilliseconds(restored.Milliseconds))}.");
        if (restored.Replaced is { } replaced)
        {
            Terminal.Line($"The file that was there is kept as {replaced}.");
        }
    }
}

using Belfry.BackupWorker.Protection;
using Belfry.BackupWorker.Transfer;
using Belfry.ServiceDefaults;
using Belfry.Storage;
using Belfry.Storage.Backup;

namespace Belfry.BackupWorker;

/// <summary>Every fault that this program words itself, and the one place where exceptions become faults and exit codes.</summary>
internal static class Faults
{
    public static Fault ArchiveBusy(string archive, string nothingDone) => new(
        ExitCode.Failed,
        FaultCode.ArchiveBusy,
        nothingDone,
        $"Another job is at work in {archive} right now: a backup, or the housekeeping after one.",
        ListOf(archive));

    public static Fault StreamTaken(string archive) => new(
        ExitCode.Failed,
        FaultCode.StreamTaken,
        "No commit is streamed.",
        $"Another worker streams into {archive} right now.",
        "Stop one of the two workers, or give this one an archive of its own with Backup__Target.");

    public static Fault UploadsWrong(string folder, IReadOnlyList<string> wrong, Suggest suggest) => new(
        ExitCode.VerificationFailed,
        FaultCode.UploadsWrong,
        "The backup has not every uploaded file.",
        $"{wrong.Count} files in {folder} do not have the content that their name says, such as {wrong[0]}: the disk has damaged them.",
        suggest("restore latest --to check.db --uploads uploads-from-the-archive"));

    public static Fault UploadsMissing(UploadsFolder folder) => new(
        ExitCode.VerificationFailed,
        FaultCode.UploadsMissing,
        "The backup has no uploaded files.",
        $"{folder.Path} does not exist: it is mistyped or not mounted, or somebody removed it.",
        $"Mount it, or set {folder.Setting} to the folder that has them; if there are none any more: mkdir {Wording.Quoted(folder.Path)}");

    public static Fault NotProven(Backup backup, string archive) => new(
        ExitCode.VerificationFailed,
        FaultCode.NotProven,
        $"Backup {backup.Id} was taken but is not good.",
        $"Restoring it failed: {backup.Reason}",
        ListOf(archive));

    public static Fault NothingToRestore(string archive, string next) => new(
        ExitCode.NothingToRestore,
        FaultCode.NothingToRestore,
        "There is nothing to restore.",
        $"{archive} holds no verified backup.",
        next);

    public static Fault DatabaseMissing(string path) => new(
        ExitCode.Failed,
        FaultCode.DatabaseMissing,
        $"There is no database at {path}.",
        "The file does not exist: it is mistyped or not mounted, or the application never ran.",
        "Name the database with --database.");

    public static Fault DatabaseUnknown(string name, IEnumerable<string> known, string next) => new(
        ExitCode.Usage,
        FaultCode.DatabaseUnknown,
        $"There is no database called {name}.",
        $"Known are: {string.Join(", ", known)}.",
        next);

    public static Fault NotWal(string path) => new(
        ExitCode.Failed,
        FaultCode.NotWal,
        $"{path} was left as it is.",
        "It is not in WAL mode, and this would switch it, which its program may not expect.",
        JournalMode.Switch(path));

    public static Fault NotReplaceable(string path, string choice, Suggest suggest) => new(
        ExitCode.Failed,
        FaultCode.NotWal,
        "Nothing was restored.",
        $"{path} is not in WAL mode, so what is written to it during a restore could not be kept.",
        $"{MoveAway(path)}, then: {suggest($"restore {choice} --to {Wording.Quoted(path)}")}");

    /// <summary>What makes room for a restore where nobody can tell whether a program has the file open; a journal that stayed would be taken for the restored file's own.</summary>
    public static string MoveAway(string path) => $"Stop its program, move {Wording.Quoted(path)} and, where there is one, {Wording.Quoted(path + "-journal")} away";

    public static Fault Of(Exception exception) => exception switch
    {
        FaultException known => known.Fault,
        StorageException storage => new(ExitOf(storage.Error), Kebab(storage.Error.ToString()), storage.What, storage.Why, storage.NextStep),
        OperationCanceledException => new(
            ExitCode.Cancelled, FaultCode.Cancelled, "Cancelled.", "It was interrupted before its end; nothing half done is left behind.", "Run the same command again."),
        TransferFault wrong => new(ExitCode.Failed, FaultCode.ImportRefused, "Nothing was imported.", wrong.Message, "Correct the file or choose another one, and import it again."),
        StartFailureException start => new(ExitCode.Failed, FaultCode.Files, start.What, start.Why, start.NextStep),
        IOException or UnauthorizedAccessException => new(
            ExitCode.Failed, FaultCode.Files, "A file or folder cannot be used.", exception.Message, "Check the path, its permissions and the space that is left."),
        _ => new(
            ExitCode.Failed, FaultCode.Unexpected, "Belfry ended because of an unexpected error.", $"{exception.GetType().Name}: {exception.Message}", "Please report this message."),
    };

    /// <summary>The fault as anybody may read it who asks the service: what was not foreseen is told in the log only.</summary>
    public static Fault ForOthers(Fault fault) => fault.Code is FaultCode.Unexpected or FaultCode.Files
        ? fault with { Why = "The log of the backup worker says why." }
        : fault;

    private static string ListOf(string archive) => $"belfry list --archive {Wording.Quoted(archive)}";

    private static ExitCode ExitOf(StorageError error) => error switch
    {
        StorageError.ArchiveUnavailable => ExitCode.TargetUnreachable,
        StorageError.ArchiveDamaged or StorageError.VerificationFailed => ExitCode.VerificationFailed,
        StorageError.KeyMissing or StorageError.KeyWrong => ExitCode.WrongKey,
        _ => ExitCode.Failed,
    };

    /// <summary><c>ArchiveUnavailable</c> becomes <c>archive-unavailable</c>.</summary>
    private static string Kebab(string name) =>
        string.Concat(name.Select((letter, index) => char.IsAsciiLetterUpper(letter) ? $"{(index > 0 ? "-" : "")}{char.ToLowerInvariant(letter)}" : $"{letter}"));
}

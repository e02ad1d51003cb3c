using Belfry.BackupWorker.Protection;
using Belfry.Storage.Backup;

namespace Belfry.BackupWorker.Commands;

/// <summary>Asks a person at a terminal for what the command line does not say: which backup, and where to.</summary>
internal static class RestorePicker
{
    public static async Task<string> WhichAsync(Archive archive, Locations locations, CancellationToken cancellation)
    {
        var backups = Choice.NotFromTheFuture(await archive.ListAsync(cancellation));
        if (backups.Count == 0)
        {
            throw new FaultException(Faults.NothingToRestore(archive.Place, locations.Suggest("list")));
        }

        var now = TimeProvider.System.GetUtcNow();
        var width = backups.Max(backup => Wording.Ago(backup.TakenAt, now).Length);
        return Terminal.Pick("Which backup? (arrows and Enter; --at TIME restores any moment)", backups, backup =>
            $"{backup.Id}  {Wording.Ago(backup.TakenAt, now).PadRight(width)}  {Wording.Size(backup.Bytes),7}  {backup.State.ToString().ToLowerInvariant()}").Id;
    }

    public static string File() => Terminal.Ask("Restore to which new file?", "restored.db");
}

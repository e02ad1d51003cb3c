using System.Globalization;

namespace Belfry.Storage.Backup.Leases;

/// <summary>
/// The right of one process to use a state folder, held by the system's lock on an open file: however the process ends, the lock ends with it. So whoever has
/// the lock knows that all earlier holders of this very folder are gone; but a copy of the folder, on this machine or another, has a lock of its own.
/// </summary>
internal sealed class StateLock : IDisposable
{
    private const string BootId = "/proc/sys/kernel/random/boot_id";

    private readonly FileStream _file;
    private readonly string _epochPath;
    private readonly string _placePath;

    private StateLock(FileStream file, string stateFolder, string database)
    {
        _file = file;
        _epochPath = Path.Combine(stateFolder, database + ".epoch");
        _placePath = Path.Combine(stateFolder, database + ".json");
        Place = PlaceOf(file);
    }

    /// <summary>Which folder this is: the machine's boot and the lock file's device, number and time of birth, which a copy does not share; a mounted snapshot of the file system differs in the device alone. Null where the system tells none.</summary>
    public string? Place { get; }

    /// <summary>The epoch in which this folder was written last; 0 when none is remembered.</summary>
    public uint Epoch
    {
        get => File.Exists(_epochPath) && uint.TryParse(File.ReadAllText(_epochPath), NumberStyles.None, CultureInfo.InvariantCulture, out var epoch) ? epoch : 0;
        set
        {
            Targets.DurableFiles.CreateFolder(Path.GetDirectoryName(_epochPath)!); // it may have gone with the archive
            File.WriteAllText(_epochPath + ".tmp", value.ToString(CultureInfo.InvariantCulture));
            File.Move(_epochPath + ".tmp", _epochPath, overwrite: true);
        }
    }

    /// <summary>
    /// An epoch after somebody else's: the lineage that this folder remembers is forgotten first. Were it still there beside the new epoch when this process
    /// is killed, the next one would go on with it.
    /// </summary>
    public void TakeOver(uint epoch)
    {
        if (File.Exists(_placePath))
        {
            File.Delete(_placePath);
            Targets.DurableFiles.FlushFolder(Path.GetDirectoryName(_placePath)!);
        }

        Epoch = epoch;
    }

    /// <summary>Null while another process has it.</summary>
    /// <exception cref="StorageException"><see cref="StorageError.FolderNotWritable"/>.</exception>
    public static StateLock? TryTake(string stateFolder, string database)
    {
        try
        {
            Targets.DurableFiles.CreateFolder(stateFolder);
            return LockFile.TryTake(Path.Combine(stateFolder, database + ".lock")) is { } file ? new StateLock(file, stateFolder, database) : null;
        }
        catch (Exception cause) when (cause is IOException or UnauthorizedAccessException)
        {
            throw new StorageException(
                StorageError.FolderNotWritable, stateFolder, $"Cannot use {stateFolder}.", $"The system says: {cause.Message.TrimEnd('.')}.", "Make it writable by this user.", cause);
        }
    }

    public void Dispose() => _file.Dispose();

    private static string? PlaceOf(FileStream file) => File.Exists(BootId) && FileIdentity.Of(file.SafeFileHandle) is { } identity
        ? $"{File.ReadAllText(BootId).Trim()}/{identity.Device:x}/{identity.Number}/{File.GetCreationTimeUtc(file.SafeFileHandle).Ticks}"
        : null;
}

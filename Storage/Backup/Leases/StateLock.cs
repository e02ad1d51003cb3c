using System.Globalization;
using System.Runtime.InteropServices;

namespace Belfry.Storage.Backup.Leases;

/// <summary>
/// The right of one process to use a state folder, held by the system's lock on an open file: however the process ends, the lock ends with it. So whoever has
/// the lock knows that all earlier holders of this very folder are gone; but a copy of the folder, on this machine or another, has a lock of its own.
/// </summary>
internal sealed partial class StateLock : IDisposable
{
    private const string BootId = "/proc/sys/kernel/random/boot_id";
    private const int EmptyPath = 0x1000; // AT_EMPTY_PATH: the open file itself
    private const uint NumberWanted = 0x100; // STATX_INO

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

    private static string? PlaceOf(FileStream file)
    {
        // Linux's struct statx has the same layout on every processor.
        const int bytes = 256;
        const int numberAt = 32;
        const int deviceAt = 136;
        var details = new byte[bytes];
        if (!OperatingSystem.IsLinux() || !File.Exists(BootId) || statx((int)file.SafeFileHandle.DangerousGetHandle(), "", EmptyPath, NumberWanted, ref details[0]) != 0)
        {
            return null;
        }

        var device = BitConverter.ToUInt64(details, deviceAt);
        var number = BitConverter.ToUInt64(details, numberAt);
        return $"{File.ReadAllText(BootId).Trim()}/{device:x}/{number}/{File.GetCreationTimeUtc(file.SafeFileHandle).Ticks}";
    }

    [LibraryImport("libc", StringMarshalling = StringMarshalling.Utf8)]
    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    private static partial int statx(int file, string path, int flags, uint wanted, ref byte details);
}

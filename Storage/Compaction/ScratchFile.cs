using Belfry.Storage.Backup.Targets;

namespace Belfry.Storage.Compaction;

/// <summary>A file of a computation that nobody else sees and that is gone with it, also when the process is killed (on Windows: when it ends in order).</summary>
internal static class ScratchFile
{
    /// <exception cref="StorageException"><see cref="StorageError.FolderNotWritable"/>.</exception>
    public static FileStream Create(string folder)
    {
        var path = Path.Combine(Path.GetFullPath(folder), $"compact-{Guid.NewGuid():n}.tmp");
        try
        {
            DurableFiles.CreateFolder(Path.GetDirectoryName(path)!);
            var options = new FileStreamOptions
            {
                Mode = FileMode.CreateNew, Access = FileAccess.ReadWrite, BufferSize = 0, Options = FileOptions.DeleteOnClose,
            };
            if (OperatingSystem.IsWindows())
            {
                return new FileStream(path, options);
            }

            options.UnixCreateMode = UnixFileMode.UserRead | UnixFileMode.UserWrite;
            var file = new FileStream(path, options);
            File.Delete(path); // the open file lives on without a name
            return file;
        }
        catch (Exception cause) when (cause is IOException or UnauthorizedAccessException)
        {
            throw new StorageException(
                StorageError.FolderNotWritable, folder, "Nothing was compacted.", $"The system says: {cause.Message.TrimEnd('.')}.", "Choose a scratch folder that this user can write.", cause);
        }
    }
}

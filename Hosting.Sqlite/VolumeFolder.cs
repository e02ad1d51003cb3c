using Aspire.Hosting;

namespace Belfry.Hosting.Sqlite;

/// <summary>The folder behind a volume.</summary>
internal static class VolumeFolder
{
    private const UnixFileMode OwnerOnly = UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute;

    /// <summary><c>.belfry/{name}</c> in the repository that the AppHost is part of, else beside the AppHost.</summary>
    public static string Default(string appHostFolder, string name)
    {
        var root = new DirectoryInfo(appHostFolder);
        while (root is not null && !Path.Exists(Path.Combine(root.FullName, ".git")) && root.GetFiles("*.sln").Length == 0)
        {
            root = root.Parent;
        }

        return Path.Combine(root?.FullName ?? appHostFolder, ".belfry", name);
    }

    /// <summary>Creates the folder for its owner only and makes sure that it can be written.</summary>
    /// <exception cref="DistributedApplicationException">It cannot be created or written.</exception>
    public static void Prepare(string resource, string path)
    {
        try
        {
            if (OperatingSystem.IsWindows())
            {
                Directory.CreateDirectory(path);
            }
            else
            {
                Directory.CreateDirectory(path, OwnerOnly);
            }

            // Permissions, read-only mounts and full disks all show in the one thing that counts.
            var probe = Path.Combine(path, $".write-test-{Environment.ProcessId}");
            using var file = new FileStream(probe, FileMode.Create, FileAccess.Write, FileShare.None, bufferSize: 1, FileOptions.DeleteOnClose);
            file.WriteByte(0);
        }
        catch (Exception fault) when (fault is IOException or UnauthorizedAccessException)
        {
            throw new DistributedApplicationException(
                $"The volume '{resource}' cannot be written: {path}\n" +
                $"  why:  {fault.Message}\n" +
                $"  next: Give this user write access (chown, chmod 700), or set Volumes__{resource}__Path to another folder.");
        }
    }
}

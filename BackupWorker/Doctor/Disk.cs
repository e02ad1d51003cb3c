namespace Belfry.BackupWorker.Doctor;

/// <summary>Finds the file system that a path lies on, or will lie on once it exists.</summary>
internal static class Disk
{
    public static DriveInfo Of(string path) =>
        DriveInfo.GetDrives().Where(drive => IsBelow(path, drive.Name)).MaxBy(drive => drive.Name.Length) ?? new DriveInfo(Path.GetPathRoot(path)!);

    private static bool IsBelow(string path, string mount) =>
        path.StartsWith(mount.EndsWith(Path.DirectorySeparatorChar) ? mount : mount + Path.DirectorySeparatorChar, StringComparison.Ordinal) || path == mount;
}

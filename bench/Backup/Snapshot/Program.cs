using Belfry.Storage.Backup;
using Belfry.Storage.Backup.Targets;

// Takes one snapshot of a database into a folder, compressed when a third argument says so, and prints the most memory that it had resident, in KiB.
var archive = await Archive.OpenAsync(new ArchiveOptions { Target = new FolderTarget(args[1]), Compress = args.Length == 3 });
await archive.TakeSnapshotAsync(args[0]);
Console.WriteLine(File.ReadLines("/proc/self/status").First(line => line.StartsWith("VmHWM", StringComparison.Ordinal)).Split(' ', StringSplitOptions.RemoveEmptyEntries)[1]);

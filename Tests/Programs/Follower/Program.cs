using Belfry.Storage.Backup;
using Belfry.Storage.Backup.Targets;
using Belfry.Storage.Following;
using Belfry.Storage.S3;

// follower DATABASE WORKFOLDER LEASESECONDS folder PATH
// follower DATABASE WORKFOLDER LEASESECONDS s3 ENDPOINT BUCKET PREFIX
// Follows until its input ends, and prints "EPOCH LINEAGE FAILURE" whenever one of them changes.
var (database, workFolder, lease) = (args[0], args[1], TimeSpan.FromSeconds(int.Parse(args[2])));
ITarget target = args[3] == "folder"
    ? new FolderTarget(args[4])
    : new S3Target(new S3TargetOptions
    {
        Endpoint = new Uri(args[4]),
        Bucket = args[5],
        Prefix = args[6],
        Credentials = new S3Credentials("S3RVER", "S3RVER"),
        WorkFolder = workFolder,
    });
var archive = await Archive.OpenAsync(new ArchiveOptions { Target = target });
await using var follower = archive.Follow(database, new FollowerOptions { Interval = TimeSpan.FromMilliseconds(10), LeaseTime = lease });
using var ended = new CancellationTokenSource();
var input = Task.Run(async () =>
{
    await Console.In.ReadToEndAsync();
    await ended.CancelAsync();
});
for (var last = ""; !ended.IsCancellationRequested;)
{
    var status = follower.Status;
    var line = $"{status.Epoch} {status.Lineage ?? "-"} {status.Failure}";
    if (line != last)
    {
        Console.WriteLine(line);
        last = line;
    }

    await Task.Delay(10, CancellationToken.None);
}

await input;

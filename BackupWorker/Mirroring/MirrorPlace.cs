using System.Globalization;
using Belfry.BackupWorker.Protection;
using Belfry.ServiceDefaults;
using Belfry.Storage.Backup.Targets;
using Belfry.Storage.S3;

namespace Belfry.BackupWorker.Mirroring;

/// <summary>
/// One section <c>Backup:Mirrors:N</c>, or <c>Mirrors:N</c> of a further database: a further place for the archive. <c>Target</c> is a folder, <c>s3://bucket/prefix</c> or <c>rclone:REMOTE</c>; the other
/// keys are for buckets, but for <c>Keep</c>.
/// </summary>
internal sealed class MirrorPlace(IConfigurationSection section)
{
    private const string Bucket = "s3://";
    private const string Rclone = "rclone:";

    /// <summary>The place as it was named.</summary>
    public string Target => section["Target"] ?? "";

    private string Endpoint => section["Endpoint"] ?? "";

    /// <summary>How many of the newest backups the mirror keeps; null: as many as the archive.</summary>
    public int? Keep => int.TryParse(section["Keep"], NumberStyles.None, CultureInfo.InvariantCulture, out var keep) ? keep : null;

    /// <summary>All mirrors that a section has, in the order of their numbers. One with an empty target, as Compose passes an unset one, is none.</summary>
    public static List<MirrorPlace> All(IConfigurationSection backup) =>
        [.. backup.GetSection("Mirrors").GetChildren().Where(child => child["Target"] != "").OrderBy(child => child.Key.Length).ThenBy(child => child.Key, StringComparer.Ordinal).Select(child => new MirrorPlace(child))];

    /// <summary>Whether a place is not a folder of this machine, but a bucket or a remote.</summary>
    public static bool IsFar(string place) => place.StartsWith(Bucket, StringComparison.Ordinal) || place.StartsWith(Rclone, StringComparison.Ordinal);

    /// <summary>What is wrong with it, each naming the key and the environment variable; nothing when all is right.</summary>
    public IEnumerable<string> Faults() => Wrong().Select(wrong => ValidatedOptions.Sentence($"{section.Path}:{wrong.Key}", wrong.Fault));

    /// <summary>The same, by the keys of the section.</summary>
    public IEnumerable<(string Key, string Fault)> Wrong()
    {
        var isBucket = Target.StartsWith(Bucket, StringComparison.Ordinal);
        if (!isBucket && !Path.IsPathRooted(Target) && !(Target.StartsWith(Rclone, StringComparison.Ordinal) && Target.Length > Rclone.Length))
        {
            yield return ("Target", "Name a folder (/mnt/offsite), a bucket (s3://bucket/prefix) or a remote of rclone (rclone:offsite:backups).");
        }

        if (isBucket && Target[Bucket.Length..].Split('/') is ["", ..] or [.., ""])
        {
            yield return ("Target", "Name a bucket and perhaps a prefix without a slash at the end: s3://bucket/prefix.");
        }

        if (isBucket && string.IsNullOrEmpty(section["AccessKey"]))
        {
            yield return ("AccessKey", "Give the access key of the bucket, or its file in AccessKey_FILE.");
        }

        if (isBucket && string.IsNullOrEmpty(section["SecretKey"]))
        {
            yield return ("SecretKey", "Give the secret of the access key, best as a file in SecretKey_FILE.");
        }

        if (Endpoint.Length > 0 && !(Uri.TryCreate(Endpoint, UriKind.Absolute, out var address) && address.Scheme is "http" or "https"))
        {
            yield return ("Endpoint", "Give an address such as https://s3.example.org, or none for Amazon's own.");
        }

        if (section["Keep"] is not null && Keep is not (>= 1 and <= 10_000))
        {
            yield return ("Keep", "Keep between 1 and 10000 backups, for example 24.");
        }
    }

    /// <summary>The place, ready to be used; nothing is sent yet.</summary>
    /// <param name="database">Whose archive it is.</param>
    /// <param name="workFolder">For objects on their way, where the place is no folder.</param>
    public ITarget Open(string database, string workFolder)
    {
        if (Target.StartsWith(Rclone, StringComparison.Ordinal))
        {
            return new RcloneTarget(new RcloneTargetOptions { Remote = Target[Rclone.Length..], WorkFolder = workFolder });
        }

        if (!Target.StartsWith(Bucket, StringComparison.Ordinal))
        {
            return ArchiveFolder.Open(Target, database);
        }

        var parts = Target[Bucket.Length..].Split('/', 2);
        return new S3Target(new S3TargetOptions
        {
            Bucket = parts[0],
            Prefix = parts.Length > 1 ? parts[1] : "",
            Endpoint = Endpoint.Length > 0 ? new Uri(Endpoint) : null,
            Region = section["Region"] ?? "us-east-1",
            Credentials = new S3Credentials(section["AccessKey"]!, section["SecretKey"]!, section["SessionToken"]),
            WorkFolder = workFolder,
        });
    }
}

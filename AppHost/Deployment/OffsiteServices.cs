using Aspire.Hosting.Docker.Resources;
using Aspire.Hosting.Docker.Resources.ComposeNodes;

namespace Belfry.AppHost.Deployment;

/// <summary>
/// Services that run only when they are named: <c>s3</c>, an example of an S3-compatible server for the copy elsewhere, and <c>rclone</c>, which looks into that copy and
/// brings it back to a box that has nothing.
/// </summary>
internal static class OffsiteServices
{
    public const string SecretKey = "offsite-secret-key";

    private const string ReadSecret = $"$$(cat /run/secrets/{SecretKey})";
    private const string Tmp = "/tmp";

    public static void AddOffsiteServices(this ComposeFile file, string network)
    {
        file.AddVolume(new() { Name = "s3", Driver = "local" });
        foreach (var service in (Service[])[S3(network), Rclone(network)])
        {
            HardenedService.Harden(service, memory: "256M", grace: "15s");
            file.AddService(service);
        }
    }

    private static Service S3(string network) => new()
    {
        Name = "s3",
        Image = "versity/versitygw:v1.8.0",
        Entrypoint = ["/bin/sh", "-c"],
        // A bucket is a folder.
        Command = [$"export ROOT_SECRET_ACCESS_KEY=\"{ReadSecret}\" && mkdir -p {Tmp}/backups && exec /usr/local/bin/versitygw --port :7070 posix {Tmp}"],
        Environment = { ["ROOT_ACCESS_KEY_ID"] = "${OFFSITE_ACCESS_KEY:-}" },
        Ports = ["${S3_BIND:-127.0.0.1:7070}:7070"],
        // A new volume takes its owner and mode from the folder it is mounted on, and this is the one that everybody may write.
        Volumes = [new() { Name = "s3", Type = "volume", Source = "s3", Target = Tmp }],
        Restart = "unless-stopped",
        Profiles = ["s3"],
        Networks = [network],
        Secrets = [new() { Source = SecretKey, Target = SecretKey }],
    };

    private static Service Rclone(string network) => new()
    {
        Name = "rclone",
        Image = "rclone/rclone:1",
        Entrypoint =
        [
            "/bin/sh", "-c",
            $"export RCLONE_CONFIG_S3_SECRET_ACCESS_KEY=\"{ReadSecret}\" RCLONE_CONFIG_OFFSITE_REMOTE=\"s3:$${{OFFSITE_TARGET#s3://}}\" && exec rclone \"$$@\"",
            "rclone",
        ],
        Command = ["lsf", "offsite:"],
        Environment =
        {
            ["OFFSITE_TARGET"] = "${OFFSITE_TARGET:-}",
            ["RCLONE_CONFIG"] = $"{Tmp}/rclone.conf",
            // One listing in place of one for every folder.
            ["RCLONE_FAST_LIST"] = "true",
            ["RCLONE_CONFIG_OFFSITE_TYPE"] = "alias",
            ["RCLONE_CONFIG_S3_TYPE"] = "s3",
            ["RCLONE_CONFIG_S3_PROVIDER"] = "Other",
            ["RCLONE_CONFIG_S3_ENDPOINT"] = "${OFFSITE_ENDPOINT:-}",
            ["RCLONE_CONFIG_S3_REGION"] = "${OFFSITE_REGION:-us-east-1}",
            ["RCLONE_CONFIG_S3_ACCESS_KEY_ID"] = "${OFFSITE_ACCESS_KEY:-}",
        },
        Volumes = [new() { Name = "backups", Type = "volume", Source = "backups", Target = "/backups" }],
        Restart = "no",
        Profiles = ["rclone"],
        Networks = [network],
        Tmpfs = [HardenedService.Tmpfs],
        Secrets = [new() { Source = SecretKey, Target = SecretKey }],
    };
}

using Belfry.BackupWorker.Databases;
using Belfry.BackupWorker.Mirroring;
using Belfry.Storage.Backup;
using Belfry.Storage.Backup.Targets;

namespace Belfry.BackupWorker.Commands;

/// <summary>
/// An archive in a bucket or on a remote of rclone: the mirror that is left when the machine is lost. It is only read here; the worker that fills it is the one who
/// changes it.
/// </summary>
internal static class FarArchive
{
    /// <summary>Where each setting of a bucket is, as Amazon's own tools and everybody after them read them.</summary>
    private static readonly (string Setting, string[] Variables)[] Known =
    [
        ("AccessKey", ["AWS_ACCESS_KEY_ID"]),
        ("SecretKey", ["AWS_SECRET_ACCESS_KEY"]),
        ("SessionToken", ["AWS_SESSION_TOKEN"]),
        ("Region", ["AWS_REGION", "AWS_DEFAULT_REGION"]),
        ("Endpoint", ["AWS_ENDPOINT_URL_S3", "AWS_ENDPOINT_URL"]),
    ];

    /// <summary>Finds it with the settings of the service's mirror of this name, else with those of the environment.</summary>
    /// <exception cref="FaultException">It cannot be reached with them, or there is no archive.</exception>
    /// <exception cref="Storage.StorageException">It cannot be read.</exception>
    public static async Task<ITarget> FindAsync(string place, IEnumerable<MirrorPlace> mirrors, IConfiguration configuration, CancellationToken cancellation)
    {
        var settings = mirrors.FirstOrDefault(mirror => mirror.Target == place) ?? FromEnvironment(place, configuration);
        if (settings.Wrong().FirstOrDefault() is (Key: { } key, Fault: var fault))
        {
            throw new FaultException(new Fault(
                ExitCode.Usage,
                FaultCode.ArchiveNotNamed,
                $"{place} cannot be opened.",
                fault,
                key switch
                {
                    "AccessKey" or "SecretKey" => "Set AWS_ACCESS_KEY_ID and AWS_SECRET_ACCESS_KEY, and AWS_ENDPOINT_URL when the server is not Amazon's; then run the same command again.",
                    "Endpoint" => "Correct AWS_ENDPOINT_URL, for example https://s3.example.org.",
                    _ => "Correct the name, for example s3://bucket/belfry.",
                }));
        }

        var target = settings.Open(ConfiguredDatabase.First, WorkFolder());
        return await Archive.ExistsAsync(target, cancellation)
            ? target
            : throw new FaultException(new Fault(
                ExitCode.TargetUnreachable,
                FaultCode.ArchiveMissing,
                $"There is no archive at {place}.",
                "The place can be reached, but holds no archive: the prefix is mistyped, or nothing was ever mirrored there.",
                "Correct the name: it is the one in Backup__Mirrors__0__Target of the worker that fills it."));
    }

    /// <summary>A fault for what would change it.</summary>
    public static FaultException OnlyRead(string place, string next) => new(new Fault(
        ExitCode.Usage,
        FaultCode.ArchiveOnlyRead,
        $"{place} is not changed from here.",
        "An archive that is reached by the network can be listed, shown, drilled and restored from to a file; only the worker that fills it writes there.",
        $"Look into it with: {next}"));

    private static MirrorPlace FromEnvironment(string place, IConfiguration configuration)
    {
        var settings = Known.Select(known => new KeyValuePair<string, string?>($"place:{known.Setting}", known.Variables.Select(name => configuration[name]).FirstOrDefault(value => value is { Length: > 0 })))
            .Where(setting => setting.Value is not null)
            .Append(new("place:Target", place));
        return new MirrorPlace(new ConfigurationBuilder().AddInMemoryCollection(settings).Build().GetSection("place"));
    }

    /// <summary>For what is on its way: of this process and this user alone.</summary>
    private static string WorkFolder()
    {
        var folder = Directory.CreateTempSubdirectory("belfry-").FullName;
        AppDomain.CurrentDomain.ProcessExit += (_, _) => Directory.Delete(folder, recursive: true);
        return folder;
    }
}

using System.CommandLine;
using Belfry.BackupWorker.Mirroring;
using Belfry.BackupWorker.Options;
using Belfry.BackupWorker.Protection;
using Belfry.ServiceDefaults;
using Belfry.Storage;
using Belfry.Storage.Backup;
using Belfry.Storage.Backup.Objects;
using Belfry.Storage.Backup.Targets;

namespace Belfry.BackupWorker.Commands;

/// <summary>
/// Where the database and its archive are: what the command line says, else the service's own configuration, else the
/// <c>.belfry</c> folder of a development run, looked for upwards from the current folder as git looks for its own.
/// </summary>
internal sealed class Locations(ParseResult line)
{
    private const string DevelopmentFolder = ".belfry";
    private const string ArchiveMarker = "archive.json";

    private readonly IConfiguration _configuration = new ConfigurationBuilder()
        .AddPlainVariables()
        .AddJsonFile(Path.GetFullPath("appsettings.json"), optional: true)
        .AddEnvironmentVariables()
        .AddSecretFiles()
        .Build();

    /// <summary>The archive: a folder as a full path, or a bucket or remote by its name.</summary>
    /// <exception cref="FaultException">Nothing names it.</exception>
    public string Archive =>
        (line.GetValue(SharedOptions.Archive) is { } place && MirrorPlace.IsFar(place) ? place : Named(line.GetValue(SharedOptions.Archive)))
        ?? Named(_configuration[$"{BackupOptions.Section}:{nameof(BackupOptions.Target)}"])
        ?? InDevelopment("data-backups")
        ?? throw Unnamed(FaultCode.ArchiveNotNamed, "archive", NothingSet("--archive", "Backup__Target"), "belfry list --archive /path/to/backups");

    /// <summary>The archive as a folder of this machine.</summary>
    /// <exception cref="FaultException">Nothing names it, or it is none.</exception>
    public string ArchiveFolder => MirrorPlace.IsFar(Archive) ? throw FarArchive.OnlyRead(Archive, Suggest("list")) : Archive;

    /// <exception cref="FaultException">Nothing names the file.</exception>
    public string Database =>
        KnownDatabase ?? throw Unnamed(FaultCode.DatabaseNotNamed, "database", NothingSet("--database", "ConnectionStrings__appdb"), "belfry backup --database /path/to/app.db");

    /// <summary>The database, which must be there: looking into one must not make it.</summary>
    /// <exception cref="FaultException">Nothing names the file, or it does not exist.</exception>
    public string ExistingDatabase => File.Exists(Database) ? Database : throw new FaultException(Faults.DatabaseMissing(Database));

    /// <summary>Whether a file is the database of the service's configuration, or of the development run here.</summary>
    public bool IsDatabase(string file) => KnownDatabase == Path.GetFullPath(file);

    /// <exception cref="FaultException">The configured schedule cannot be read.</exception>
    public BackupSchedule Schedule
    {
        get
        {
            var expression = _configuration[$"{BackupOptions.Section}:{nameof(BackupOptions.Schedule)}"] ?? BackupSchedule.Default;
            return BackupSchedule.TryParse(expression, out var schedule, out var fault)
                ? schedule
                : throw new FaultException(new Fault(
                    ExitCode.Usage,
                    FaultCode.ScheduleWrong,
                    $"The schedule '{expression}' cannot be read.",
                    fault,
                    $"Correct Backup__Schedule, for example {BackupSchedule.Default} for every 15 minutes."));
        }
    }

    /// <summary>The settings of the service: what is kept, among others.</summary>
    /// <exception cref="FaultException">One of them cannot be read.</exception>
    public BackupOptions Settings => Read<BackupOptions>(BackupOptions.Section);

    /// <summary>Whom the service tells that live data was replaced.</summary>
    /// <exception cref="FaultException">A setting cannot be read.</exception>
    public NoticeOptions Notices
    {
        get
        {
            var notices = Read<NoticeOptions>(NoticeOptions.Section);
            return NoticeOptions.Faults(notices).FirstOrDefault() is { Fault: { } fault } wrong
                ? throw Unreadable(NoticeOptions.Section, $"{NoticeOptions.Section}__{wrong.Property}: {fault}")
                : notices;
        }
    }

    /// <summary>The file of the archive's keys, there or not; null when none is named.</summary>
    public string? KeyFile => Named(line.GetValue(SharedOptions.KeyFile)) ?? Named(_configuration[$"{BackupOptions.Section}:{nameof(BackupOptions.KeyFile)}"]);

    /// <summary>The keys of the archive; null when none are named, or the file is empty.</summary>
    /// <exception cref="StorageException"><see cref="StorageError.KeyMissing"/>: the file cannot be used.</exception>
    public ArchiveKeys? Keys => KeyFile is { } file && BackupOptions.NamesKeys(file) ? ArchiveKeys.FromFile(file) : null;

    /// <summary>Whether the service's settings are known here, as far as they say what is kept; otherwise they are only defaults.</summary>
    public bool SayWhatIsKept =>
        _configuration[$"{BackupOptions.Section}:{nameof(BackupOptions.Keep)}"] is not null
        || _configuration[$"{BackupOptions.Section}:{nameof(BackupOptions.History)}"] is not null;

    /// <summary>Opens an archive wherever it is, only to read it.</summary>
    /// <exception cref="FaultException">There is no archive, or it cannot be reached.</exception>
    public Task<Archive> OpenAnywhereAsync(CancellationToken cancellation) =>
        MirrorPlace.IsFar(Archive) ? FarArchive.OpenAsync(Archive, _configuration, Keys, cancellation) : OpenArchiveAsync(cancellation);

    /// <summary>Opens an archive in a folder; unlike a backup, reading must not make one where a path was mistyped.</summary>
    /// <exception cref="FaultException">There is no archive in the folder.</exception>
    public async Task<Archive> OpenArchiveAsync(CancellationToken cancellation)
    {
        var folder = ArchiveFolder;
        if (!Directory.Exists(folder))
        {
            throw new FaultException(new Fault(
                ExitCode.TargetUnreachable,
                FaultCode.ArchiveMissing,
                $"There is no archive at {folder}.",
                "The folder does not exist: it is mistyped or not mounted, or no backup was ever taken.",
                Suggest("backup")));
        }

        return File.Exists(Path.Combine(folder, ArchiveMarker))
            ? await Protection.BackupJob.OpenArchiveAsync(new FolderTarget(folder), Keys, cancellation)
            : throw new FaultException(Faults.NothingToRestore(folder, Suggest("backup")));
    }

    /// <summary>A backup as the service takes it.</summary>
    /// <exception cref="FaultException">Nothing names the database or the archive.</exception>
    public BackupJob BackupJob() => new(Database, ArchiveFolder, Settings.UploadsOf(Database), Keys);

    /// <summary>A command that works as it stands: it repeats the options that the person gave.</summary>
    public string Suggest(string command)
    {
        var words = new List<string> { "belfry", command };
        foreach (var option in (Option<string>[])[SharedOptions.Archive, SharedOptions.Database, SharedOptions.KeyFile])
        {
            if (line.GetValue(option) is { } value)
            {
                words.Add($"{option.Name} {Wording.Quoted(value)}");
            }
        }

        return string.Join(' ', words);
    }

    private T Read<T>(string section)
        where T : new()
    {
        try
        {
            return _configuration.GetSection(section).Get<T>() ?? new T();
        }
        catch (InvalidOperationException unreadable)
        {
            throw Unreadable(section, unreadable.Message);
        }
    }

    private static FaultException Unreadable(string section, string why) => new(new Fault(
        ExitCode.Usage, FaultCode.Usage, "The settings of the service cannot be read.", why, $"Correct the variable whose name begins with {section}__."));

    private string? KnownDatabase =>
        Named(line.GetValue(SharedOptions.Database)) ?? Configured() ?? InDevelopment(Path.Combine("data", "app.db"));

    private static string? Named(string? path) => string.IsNullOrWhiteSpace(path) ? null : Path.GetFullPath(path);

    private string? Configured()
    {
        var connection = new ConnectionOptions { Appdb = _configuration[$"{ConnectionOptions.Section}:{nameof(ConnectionOptions.Appdb)}"] ?? "" };
        if (connection.Appdb.Length == 0)
        {
            return null;
        }

        var (_, fault) = ConnectionOptions.Faults(connection).FirstOrDefault();
        return fault is null
            ? Path.GetFullPath(connection.DatabaseFile())
            : throw Unnamed(FaultCode.DatabaseNotNamed, "database", fault, "belfry backup --database /path/to/app.db");
    }

    private static string? InDevelopment(string name)
    {
        for (var folder = new DirectoryInfo(Environment.CurrentDirectory); folder is not null; folder = folder.Parent)
        {
            var development = Path.Combine(folder.FullName, DevelopmentFolder);
            if (Directory.Exists(development))
            {
                return Path.Combine(development, name);
            }
        }

        return null;
    }

    private static FaultException Unnamed(string code, string noun, string why, string next) =>
        new(new Fault(ExitCode.Usage, code, $"Which {noun} to use is not known.", why, next));

    private static string NothingSet(string option, string variable) =>
        $"Neither {option} nor {variable} is set, and there is no {DevelopmentFolder} folder here or above.";
}

using System.CommandLine;
using Belfry.BackupWorker.Databases;
using Belfry.BackupWorker.Mirroring;
using Belfry.BackupWorker.Options;
using Belfry.BackupWorker.Protection;
using Belfry.Storage;
using Belfry.Storage.Backup;
using Belfry.Storage.Backup.Objects;
using Belfry.Storage.Backup.Targets;

namespace Belfry.BackupWorker.Commands;

/// <summary>
/// Where the database and its archive are: what the command line says, else the service's own configuration, else the
/// <c>.belfry</c> folder of a development run, looked for upwards from the current folder as git looks for its own.
/// </summary>
internal sealed class Locations
{
    private const string DevelopmentFolder = ".belfry";
    private const string ArchiveMarker = "archive.json";

    private readonly ParseResult _line;
    private readonly IConfiguration _configuration;
    private readonly List<ConfiguredDatabase> _known;
    private readonly string? _file;

    /// <summary>Whether somebody named the database, so that no other one may be taken for it.</summary>
    private readonly bool _isNamed;

    /// <summary>Whether the command line gives a file that no setting names: it counts as the application's, unless there are others that it may be.</summary>
    private readonly bool _isStranger;

    public Locations(ParseResult line)
        : this(line, ServiceSettings.Read(), name: null)
    {
    }

    private Locations(ParseResult line, IConfiguration configuration, string? name)
    {
        (_line, _configuration, _known) = (line, configuration, ConfiguredDatabase.All(configuration));
        var given = name ?? line.GetValue(SharedOptions.Database);
        var isName = given is not null && Storage.Backup.Archive.CanName(given);
        _file = isName ? null : Named(given);
        var named = _file is null ? null : _known.Find(known => DatabaseRules.AreOne(FileOf(known), _file))?.Name;
        Name = isName ? given! : named ?? ConfiguredDatabase.First;
        (_isNamed, _isStranger) = (given is not null, _file is not null && named is null);
    }

    /// <summary>The database's name in the archive. When nobody named one, it is certain once the archive was opened.</summary>
    public string Name { get; private set; }

    /// <summary>
    /// Those that a command is about which shows them all: the one that was named, else those that the named archive has, else those of the configuration.
    /// </summary>
    public static async Task<IReadOnlyList<Locations>> AllAsync(ParseResult line, CancellationToken cancellation)
    {
        var one = new Locations(line);
        if (one._isNamed)
        {
            return [one];
        }

        var names = line.GetValue(SharedOptions.Archive) is null ? one._known.ConvertAll(known => known.Name) : await one.NamesAsync(cancellation);
        return names.Count < 2 ? [one] : [.. names.OrderBy(name => name != ConfiguredDatabase.First).Select(name => new Locations(line, one._configuration, name))];
    }

    /// <summary>The archive: a folder as a full path, or a bucket or remote by its name.</summary>
    /// <exception cref="FaultException">Nothing names it.</exception>
    public string Archive =>
        (_line.GetValue(SharedOptions.Archive) is { } place && MirrorPlace.IsFar(place) ? place : Named(_line.GetValue(SharedOptions.Archive)))
        ?? Named(Configured[nameof(BackupOptions.Target)])
        ?? InDevelopment("data-backups")
        ?? throw Unnamed(FaultCode.ArchiveNotNamed, "archive", NothingSet("--archive", "Backup__Target"), "belfry list --archive /path/to/backups");

    /// <summary>The archive as a folder of this machine.</summary>
    /// <exception cref="FaultException">Nothing names it, or it is none.</exception>
    public string ArchiveFolder => MirrorPlace.IsFar(Archive) ? throw FarArchive.OnlyRead(Archive, Suggest("list")) : Archive;

    /// <summary>Where on this machine the archive is worked on.</summary>
    /// <inheritdoc cref="ArchiveFolder" path="/exception"/>
    public string WorkFolder => Protection.ArchiveFolder.WorkFolder(ArchiveFolder, Name);

    /// <exception cref="FaultException">Nothing names the file.</exception>
    public string Database => KnownDatabase ?? throw (Name == ConfiguredDatabase.First
        ? Unnamed(FaultCode.DatabaseNotNamed, "database", NothingSet("--database", "ConnectionStrings__appdb"), "belfry backup --database /path/to/app.db")
        : new FaultException(Faults.DatabaseUnknown(Name, _known.Select(known => known.Name), $"Set Backup__Databases__{Name}__Path; or, if that is a file, write ./{Name}")));

    /// <summary>The database, which must be there and in WAL mode: looking into one must not make it, nor switch another program's.</summary>
    /// <exception cref="FaultException">Nothing names the file, or it does not exist, or is in another mode.</exception>
    /// <exception cref="StorageException">It cannot be read, as while its program locks it: then nobody knows its mode.</exception>
    public string ExistingDatabase =>
        !File.Exists(Database) ? throw new FaultException(Faults.DatabaseMissing(Database))
        : JournalMode.Hindrance(Database) is not null ? throw new FaultException(Faults.NotWal(Database))
        : Database;

    /// <summary>Why the database's commits cannot be streamed; null when they can, or the database is not at hand.</summary>
    public string? OnlySnapshots
    {
        get
        {
            try
            {
                return KnownDatabase is { } file ? JournalMode.Hindrance(file) : null;
            }
            catch (Exception unreadable) when (unreadable is StorageException or FaultException)
            {
                return null; // whoever needs more of it is told what is wrong
            }
        }
    }

    /// <summary>The folder of its uploaded files; null when there is none.</summary>
    /// <exception cref="FaultException">A setting cannot be read.</exception>
    public UploadsFolder? UploadsFolder => Name == Configured.Name ? Configured.UploadsFolder(Service.Options, Database) : null;

    /// <summary>A headline that says which database it is about, where there are several.</summary>
    public string Headline(string words) => _known.Count == 1 && Name == ConfiguredDatabase.First ? words : $"{Name}: {words}";

    /// <summary>Whether a file is the database of the service's configuration, or of the development run here.</summary>
    public bool IsDatabase(string file) => KnownDatabase == Path.GetFullPath(file);

    /// <summary>What the service's configuration says of this database; of one that only the archive knows, what it says of the first.</summary>
    public ServiceSettings Service => new(_configuration, Configured);

    /// <summary>The file of the archive's keys, there or not; null when none is named.</summary>
    public string? KeyFile => Named(_line.GetValue(SharedOptions.KeyFile)) ?? Named(Configured[nameof(BackupOptions.KeyFile)]);

    /// <summary>The keys of the archive; null when none are named, or the file is empty.</summary>
    /// <exception cref="StorageException"><see cref="StorageError.KeyMissing"/>: the file cannot be used.</exception>
    public ArchiveKeys? Keys => KeyFile is { } file && BackupOptions.NamesKeys(file) ? ArchiveKeys.FromFile(file) : null;

    /// <summary>Opens an archive wherever it is, only to read it.</summary>
    /// <exception cref="FaultException">There is no archive, or it cannot be reached.</exception>
    public Task<Archive> OpenAnywhereAsync(CancellationToken cancellation) =>
        MirrorPlace.IsFar(Archive) ? OpenFarAsync(cancellation) : OpenArchiveAsync(cancellation);

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

        if (!File.Exists(Path.Combine(folder, ArchiveMarker)))
        {
            throw new FaultException(Faults.NothingToRestore(folder, Suggest("backup")));
        }

        await ChooseAsync(new FolderTarget(folder), cancellation);
        return await Protection.BackupJob.OpenArchiveAsync(Protection.ArchiveFolder.Open(folder, Name), Keys, Name, cancellation);
    }

    /// <summary>A backup as the service takes it.</summary>
    /// <exception cref="FaultException">Nothing names the database or the archive, or the file may be that of another database in it.</exception>
    public async Task<BackupJob> BackupJobAsync(CancellationToken cancellation)
    {
        if (_isStranger)
        {
            RefuseStranger(await NamesAsync(cancellation));
        }

        return new(Database, ArchiveFolder, UploadsFolder, Keys, Name, Suggest);
    }

    /// <summary>A command that works as it stands: it repeats the options that the person gave.</summary>
    public string Suggest(string command)
    {
        var words = new List<string> { "belfry", command };
        foreach (var option in (Option<string>[])[SharedOptions.Archive, SharedOptions.Database, SharedOptions.KeyFile])
        {
            var value = _line.GetValue(option) ?? (option == SharedOptions.Database && Name != ConfiguredDatabase.First ? Name : null);
            if (value is not null)
            {
                words.Add($"{option.Name} {Wording.Quoted(value)}");
            }
        }

        return string.Join(' ', words);
    }

    /// <summary>Whose settings count: of a database that only the archive knows, those of the first.</summary>
    private ConfiguredDatabase Configured => _known.Find(known => known.Name == Name) ?? _known[0];

    private async Task<Archive> OpenFarAsync(CancellationToken cancellation)
    {
        var target = await FarArchive.FindAsync(Archive, _known.SelectMany(known => known.Mirrors), _configuration, cancellation);
        await ChooseAsync(target, cancellation);
        return await Protection.BackupJob.OpenArchiveAsync(target, Keys, Name, cancellation);
    }

    /// <summary>Makes sure that the archive has the database, as far as nobody knows that without looking; an archive without <c>appdb</c> may have another one.</summary>
    private async Task ChooseAsync(ITarget target, CancellationToken cancellation)
    {
        if (!_isStranger && (_isNamed ? _known.Exists(known => known.Name == Name) : _line.GetValue(SharedOptions.Archive) is null))
        {
            return;
        }

        var names = await Storage.Backup.Archive.DatabasesAsync(target, cancellation);
        if (_isStranger)
        {
            RefuseStranger(names);
        }

        if (names.Count == 0 || names.Contains(Name))
        {
            return;
        }

        Name = !_isNamed && names is [var only] ? only : throw (_isNamed
            ? new FaultException(Faults.DatabaseUnknown(Name, names, $"belfry list --archive {Wording.Quoted(Archive)}"))
            : Unnamed(FaultCode.DatabaseNotNamed, "database", $"{Archive} has {string.Join(", ", names)}.", $"belfry list --archive {Wording.Quoted(Archive)} --database {names[0]}"));
    }

    /// <summary>One database's content must not come into the history of another.</summary>
    private void RefuseStranger(IReadOnlyList<string> names)
    {
        string[] others = [.. names.Union(_known.Select(known => known.Name)).Where(name => name != ConfiguredDatabase.First)];
        if (others.Length > 0)
        {
            throw Unnamed(
                FaultCode.DatabaseNotNamed,
                "database",
                $"{_file} may be {ConfiguredDatabase.First}, {string.Join(", ", others)} or another one: no setting names this file.",
                $"Set Backup__Databases__{others[0]}__Path (or ConnectionStrings__appdb) to it, and give --database {others[0]}");
        }
    }

    /// <summary>What the archive has; none when there is no archive, which who opens it is told.</summary>
    private async Task<IReadOnlyList<string>> NamesAsync(CancellationToken cancellation) => MirrorPlace.IsFar(Archive)
        ? await Storage.Backup.Archive.DatabasesAsync(await FarArchive.FindAsync(Archive, _known.SelectMany(known => known.Mirrors), _configuration, cancellation), cancellation)
        : File.Exists(Path.Combine(Archive, ArchiveMarker)) ? await Storage.Backup.Archive.DatabasesAsync(new FolderTarget(Archive), cancellation) : [];

    private string? KnownDatabase => _file
        ?? _known.Where(known => known.Name == Name).Select(FileOf).FirstOrDefault()
        ?? (Name == ConfiguredDatabase.First ? InDevelopment(Path.Combine("data", "app.db")) : null);

    private static string? Named(string? path) => string.IsNullOrWhiteSpace(path) ? null : Path.GetFullPath(path);

    private static string? FileOf(ConfiguredDatabase known)
    {
        try
        {
            return known.DatabaseFile;
        }
        catch (ArgumentException)
        {
            throw Unnamed(FaultCode.DatabaseNotNamed, "database", ConnectionOptions.NoFile, "belfry backup --database /path/to/app.db");
        }
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

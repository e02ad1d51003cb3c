using Belfry.BackupWorker.Mirroring;
using Belfry.BackupWorker.Options;
using Belfry.BackupWorker.Protection;
using Belfry.ServiceDefaults;
using Belfry.Storage.Backup;

namespace Belfry.BackupWorker.Databases;

/// <summary>
/// A database that a configuration names: the first, of <c>ConnectionStrings</c> and <c>Backup</c>, or one of <c>Backup:Databases:NAME</c>. What such a section does not give it takes
/// of <c>Backup</c>, but for the path and the uploads, and for the mirrors when it has a target of its own: those are copies of another archive.
/// </summary>
internal sealed class ConfiguredDatabase
{
    /// <summary>The first database's name in every archive, whatever its file is called.</summary>
    public const string First = "appdb";

    private const string PathKey = "Path";

    private readonly IConfiguration _configuration;

    private ConfiguredDatabase(string name, bool isOnly, IConfiguration configuration) => (Name, IsOnly, _configuration) = (name, isOnly, configuration);

    /// <summary>Its name in the archive, in orders, in words and in numbers: <c>notes</c>.</summary>
    public string Name { get; }

    /// <summary>Whether there is no other, so that nobody has to be told which one is meant.</summary>
    public bool IsOnly { get; }

    /// <summary>The file, as a full path; null when none is named.</summary>
    /// <exception cref="ArgumentException">The connection string of the first names no file.</exception>
    public string? DatabaseFile => (IsFirst ? FirstFile() : Section[PathKey]) is { Length: > 0 } path ? Path.GetFullPath(path) : null;

    /// <summary>The further places of its archive.</summary>
    public List<MirrorPlace> Mirrors => MirrorPlace.All(Section) is { Count: > 0 } own ? own : Section[nameof(BackupOptions.Target)] is null ? MirrorPlace.All(Common) : [];

    private bool IsFirst => Name == First;

    private IConfigurationSection Common => _configuration.GetSection(BackupOptions.Section);

    private IConfigurationSection Section => IsFirst ? Common : _configuration.GetSection($"{BackupOptions.Section}:Databases:{Name}");

    /// <summary>A setting as it was written, its own or the common one; null when there is neither.</summary>
    /// <param name="key">A key of <see cref="BackupOptions"/> but for the uploads, which are never common.</param>
    public string? this[string key] => Section[key] ?? Common[key];

    /// <summary>The environment variable that says a setting, its own or the common one: <c>Backup__Databases__notes__Schedule</c>.</summary>
    public string Variable(string key) => $"{(Section[key] is null ? Common : Section).Path}:{key}".Replace(":", "__", StringComparison.Ordinal);

    /// <summary>The first, then the others in the order of their names.</summary>
    public static List<ConfiguredDatabase> All(IConfiguration configuration)
    {
        var others = configuration.GetSection($"{BackupOptions.Section}:Databases").GetChildren().Select(section => section.Key).Order(StringComparer.Ordinal).ToList();
        return [.. others.Prepend(First).Select(name => new ConfiguredDatabase(name, others.Count == 0, configuration))];
    }

    /// <summary>All that <c>Backup</c> may say, as it is for this one.</summary>
    /// <exception cref="InvalidOperationException">A value cannot be read.</exception>
    public BackupOptions Options()
    {
        var options = Common.Get<BackupOptions>() ?? new BackupOptions();
        if (!IsFirst)
        {
            options.Uploads = "";
            Section.Bind(options);
        }

        return options;
    }

    /// <summary>The folder of the uploaded files that belong to it; null when it has none: another program may keep something else under that name.</summary>
    public UploadsFolder? UploadsFolder(BackupOptions options, string file) =>
        options.Uploads.Length > 0
            ? new UploadsFolder(Path.GetFullPath(options.Uploads)) { IsNamed = true, Setting = Variable(nameof(BackupOptions.Uploads)) }
            : IsFirst ? new UploadsFolder(Path.Combine(Path.GetDirectoryName(Path.GetFullPath(file))!, "uploads")) : null;

    /// <summary>A headline that says which database it is about, where there are several.</summary>
    public string Headline(string words) => IsOnly ? words : $"{Name}: {words}";

    /// <summary>What is wrong with its own keys; those of the first are checked as every section of options is, but for the mirrors.</summary>
    public IEnumerable<string> Faults()
    {
        var own = IsFirst ? [] : NameFaults().Concat(PathFaults()).Concat(ValidatedOptions.FaultsOf<BackupOptions>(Section, BackupOptions.Faults));
        return own.Concat(MirrorPlace.All(Section).SelectMany(place => place.Faults()));
    }

    /// <summary>A fault of the path, with its key.</summary>
    public string PathFault(string fault) => ValidatedOptions.Sentence($"{Section.Path}:{PathKey}", fault);

    private IEnumerable<string> NameFaults() => Archive.CanName(Name) && !IsFirst
        ? []
        : [ValidatedOptions.Sentence(Section.Path, $"'{Name}' cannot name a database. Use 1 to 63 of a-z, 0-9 and the hyphen, but not tmp, state or work, such as notes.")];

    private IEnumerable<string> PathFaults() => DatabaseFile is null ? [PathFault("Name the file of the database, for example /data/notes.db.")] : [];

    private string? FirstFile() =>
        _configuration[$"{ConnectionOptions.Section}:{nameof(ConnectionOptions.Appdb)}"] is { Length: > 0 } connection ? new ConnectionOptions { Appdb = connection }.DatabaseFile() : null;
}

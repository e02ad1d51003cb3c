namespace Aspire.Hosting.ApplicationModel;

/// <summary>A file or folder that is put into a container before it starts.</summary>
public abstract class ContainerFileSystemItem
{
    private string? _name;

    /// <summary>Its name, without a path.</summary>
    /// <exception cref="ArgumentException">The name is empty or has a path.</exception>
    public string Name
    {
        get => _name ?? throw new InvalidOperationException("The item has no name yet.");
        set => _name = value.Length > 0 && value.IndexOfAny(['/', '\\']) < 0
            ? value
            : throw new ArgumentException($"'{value}' is no name of a file or folder. Folders on the way to it are ContainerDirectory items.", nameof(value));
    }

    /// <summary>User id of the owner; null for the default of the call.</summary>
    public int? Owner { get; set; }

    /// <summary>Group id; null for the default of the call.</summary>
    public int? Group { get; set; }

    /// <summary>Permissions; 0 for what the umask leaves of rw-rw-rw- (files) or rwxrwxrwx (folders).</summary>
    public UnixFileMode Mode { get; set; }
}

/// <summary>A file, given by its text or by a file of this machine.</summary>
public abstract class ContainerFileBase : ContainerFileSystemItem
{
    /// <summary>Its text; null when <see cref="SourcePath"/> has the content.</summary>
    public string? Contents { get; set; }

    /// <summary>Full path of the file to copy; null when <see cref="Contents"/> has the content.</summary>
    public string? SourcePath { get; set; }

    /// <summary>True leaves the file out when it cannot be read; otherwise that is a fault.</summary>
    public bool? ContinueOnError { get; set; }
}

/// <summary>A file.</summary>
public sealed class ContainerFile : ContainerFileBase;

/// <summary>A folder.</summary>
public sealed class ContainerDirectory : ContainerFileSystemItem
{
    /// <summary>What is in it.</summary>
    public IEnumerable<ContainerFileSystemItem> Entries { get; set; } = [];

    /// <summary>The files of a folder of this machine, or one file. Folders without matching files are left out.</summary>
    /// <param name="path">The folder or file.</param>
    /// <param name="searchPattern">Which files, for example <c>*.json</c>.</param>
    /// <param name="searchOptions">Whether folders below it count too.</param>
    /// <param name="updateItem">Changes every item, for example its owner.</param>
    /// <exception cref="DistributedApplicationException">The path does not exist.</exception>
    public static IEnumerable<ContainerFileSystemItem> GetFileSystemItemsFromPath(
        string path,
        string searchPattern = "*",
        SearchOption searchOptions = SearchOption.TopDirectoryOnly,
        Action<ContainerFileSystemItem>? updateItem = null)
    {
        path = Path.GetFullPath(path);
        if (File.Exists(path))
        {
            return [Updated(new ContainerFile { Name = Path.GetFileName(path), SourcePath = path })];
        }

        return Directory.Exists(path) ? In(path) : throw DistributedApplicationException.Of(
            $"The path {path} cannot be put into a container.", "It does not exist.", "Create it, or correct the path in the AppHost.");

        ContainerFileSystemItem Updated(ContainerFileSystemItem item)
        {
            updateItem?.Invoke(item);
            return item;
        }

        List<ContainerFileSystemItem> In(string folder)
        {
            var items = new List<ContainerFileSystemItem>();
            string[] folders = searchOptions == SearchOption.AllDirectories ? Directory.GetDirectories(folder) : [];
            foreach (var below in folders.Order(StringComparer.Ordinal))
            {
                if (In(below) is { Count: > 0 } entries)
                {
                    items.Add(Updated(new ContainerDirectory { Name = Path.GetFileName(below), Entries = entries }));
                }
            }

            items.AddRange(Directory.GetFiles(folder, searchPattern).Order(StringComparer.Ordinal)
                .Select(file => Updated(new ContainerFile { Name = Path.GetFileName(file), SourcePath = file })));
            return items;
        }
    }
}

/// <summary>Makes the files that are put into a container before it starts.</summary>
public sealed class ContainerFileSystemCallbackAnnotation : IResourceAnnotation
{
    /// <summary>Absolute path of the folder in the container.</summary>
    public required string DestinationPath { get; init; }

    /// <summary>User id of what has no owner of its own; 0 by default.</summary>
    public int? DefaultOwner { get; init; }

    /// <summary>Group id of what has no group of its own; 0 by default.</summary>
    public int? DefaultGroup { get; init; }

    /// <summary>Permissions that what has no mode of its own does not get; <c>-w--w-</c> for group and others (022) by default.</summary>
    public UnixFileMode? Umask { get; set; }

    /// <summary>Makes the files.</summary>
    public required Func<ContainerFileSystemCallbackContext, CancellationToken, Task<IEnumerable<ContainerFileSystemItem>>> Callback { get; init; }
}

/// <summary>What the maker of files for a container sees.</summary>
public sealed class ContainerFileSystemCallbackContext
{
    /// <summary>The services of the host.</summary>
    public required IServiceProvider ServiceProvider { get; init; }

    /// <summary>The container.</summary>
    public required IResource Model { get; init; }
}

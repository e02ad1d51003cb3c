using System.Text;
using Belfry.Storage.Backup.Targets;

namespace Belfry.Storage.Mirroring;

/// <summary>The objects that a mirror gave up by its own retention: they are not copied again while the archive still has them. A lost file costs a second copy, no more.</summary>
internal sealed class PrunedNames
{
    private readonly string _path;
    private readonly Lock _lock = new();
    private HashSet<string> _names;

    public PrunedNames(string path)
    {
        _path = path;
        _names = File.Exists(path) ? [.. File.ReadLines(path)] : [];
    }

    public bool Contains(string name)
    {
        lock (_lock)
        {
            return _names.Contains(name);
        }
    }

    public void Add(IEnumerable<string> names)
    {
        lock (_lock)
        {
            Save([.. _names, .. names]);
        }
    }

    /// <summary>Forgets what the archive no longer has either.</summary>
    public void KeepOnly(IEnumerable<StoredObject> objects)
    {
        lock (_lock)
        {
            if (_names.Count > 0 && !_names.IsSubsetOf(objects.Select(stored => stored.Name)))
            {
                Save([.. objects.Select(stored => stored.Name).Where(_names.Contains)]);
            }
        }
    }

    private void Save(HashSet<string> names)
    {
        DurableFiles.CreateFolder(Path.GetDirectoryName(_path)!);
        File.WriteAllLines(_path + ".tmp", names, Encoding.ASCII);
        File.Move(_path + ".tmp", _path, overwrite: true);
        _names = names;
    }
}

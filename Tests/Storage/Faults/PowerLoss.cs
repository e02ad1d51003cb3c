using System.Diagnostics;
using Belfry.Tests.Support;

namespace Belfry.Tests.Storage.Faults;

/// <summary>Knows what a power cut would leave of a folder in the worst case, by a library in the processes that write there (powerloss.c).</summary>
internal sealed class PowerLoss : IDisposable
{
    private readonly TempFolder _folder = new();
    private readonly string _library;
    private string _rootListing;
    private int _cuts;

    public PowerLoss()
    {
        var compiler = Prerequisite.FindProgram("cc", "gcc") ?? Prerequisite.Missing("No C compiler is installed", "sudo apt-get install gcc libc6-dev");
        _library = _folder.File("powerloss.so");
        Run(compiler, ["-shared", "-fPIC", "-O1", "-o", _library, Path.Combine(RepositoryRoot.Path, "Tests/Storage/Faults/powerloss.c"), "-ldl"], []);
        Directory.CreateDirectory(Shadow);
        Directory.CreateDirectory(Path.Combine(Root, "data"));
        _rootListing = FlushAll();
    }

    /// <summary>The folder as it is now; another one after a cut.</summary>
    public string Root => _folder.File($"{_cuts}/root");

    /// <summary>For the processes that write below <see cref="Root"/>.</summary>
    public Dictionary<string, string> Environment => new() { ["LD_PRELOAD"] = _library, ["POWERLOSS_ROOT"] = Root, ["POWERLOSS_SHADOW"] = Shadow };

    private string Shadow => _folder.File($"{_cuts}/shadow");

    /// <summary>The power goes and comes back: nobody may write meanwhile. Afterwards everything that is there counts as flushed.</summary>
    public void Cut()
    {
        var shadow = Shadow;
        _cuts++;
        Directory.CreateDirectory(Shadow);
        Rebuild(shadow, _rootListing, Root);
        _rootListing = FlushAll();
    }

    public void Dispose() => _folder.Dispose();

    /// <summary>Flushes what is there, the root first and alone, and returns where the root's names are kept.</summary>
    private string FlushAll()
    {
        Run("sync", [Root], Environment);
        var listing = Directory.GetFiles(Shadow, "d-*").Single();
        Run("sync", Directory.GetFileSystemEntries(Root, "*", SearchOption.AllDirectories), Environment);
        return listing;
    }

    private static void Rebuild(string shadow, string listing, string folder)
    {
        Directory.CreateDirectory(folder);
        foreach (var line in File.Exists(listing) ? File.ReadAllLines(listing) : [])
        {
            var parts = line.Split(' ', 3);
            var (kept, path) = (Path.Combine(shadow, $"{parts[0]}-{parts[1]}"), Path.Combine(folder, parts[2]));
            if (parts[0] == "d")
            {
                Rebuild(shadow, kept, path);
            }
            else if (File.Exists(kept))
            {
                File.Copy(kept, path);
            }
            else
            {
                File.WriteAllBytes(path, []); // the name was flushed, the content never
            }
        }
    }

    private static void Run(string program, IEnumerable<string> arguments, Dictionary<string, string> environment)
    {
        var start = new ProcessStartInfo(program, arguments);
        foreach (var (name, value) in environment)
        {
            start.Environment[name] = value;
        }

        using var process = Process.Start(start)!;
        process.WaitForExit();
        Assert.Equal(0, process.ExitCode);
    }
}

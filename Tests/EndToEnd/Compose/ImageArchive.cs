using System.Diagnostics;
using System.Formats.Tar;
using System.Text;
using Belfry.Tests.Hosting.Containers;
using Belfry.Tests.Support;

namespace Belfry.Tests.EndToEnd.Compose;

/// <summary>An image made from files of this machine, since tests fetch nothing.</summary>
internal sealed class ImageArchive : IAsyncDisposable
{
    private static readonly string[] Merged = ["bin", "lib", "lib64"];

    private readonly TempFolder _folder = new();
    private readonly HashSet<string> _names = [];
    private readonly TarWriter _tar;

    public ImageArchive()
    {
        _tar = new TarWriter(File.Create(_folder.File("image.tar")));
        foreach (var name in Merged)
        {
            _tar.WriteEntry(new PaxTarEntry(TarEntryType.SymbolicLink, name) { LinkName = $"usr/{name}" });
        }

        _tar.WriteEntry(new PaxTarEntry(TarEntryType.Directory, "tmp/") { Mode = (UnixFileMode)0b001_111_111_111 });
    }

    /// <summary>Programs with the libraries they load, at their own paths.</summary>
    public void AddPrograms(params IEnumerable<string> programs)
    {
        foreach (var program in programs)
        {
            AddFile(program, program);
            AddLibrariesOf(program);
        }
    }

    public void AddLibrariesOf(string file)
    {
        using var ldd = Process.Start(new ProcessStartInfo("ldd", [file]) { RedirectStandardOutput = true, RedirectStandardError = true })!;
        var answer = ldd.StandardOutput.ReadToEnd();
        ldd.WaitForExit();

        //   libc.so.6 => /lib/x86_64-linux-gnu/libc.so.6 (0x00007f...)
        foreach (var library in answer.Split(' ', '\t', '\n').Where(word => word.StartsWith('/')))
        {
            AddFile(library, library);
        }
    }

    public void AddFile(string source, string name)
    {
        using var content = File.OpenRead(source);
        Write(name, content, (UnixFileMode)0b111_101_101);
    }

    public void AddText(string name, string text) => Write(name, new MemoryStream(Encoding.UTF8.GetBytes(text)), (UnixFileMode)0b111_101_101);

    public void AddFolder(string source, string name, Func<string, bool>? isWanted = null)
    {
        foreach (var file in Directory.EnumerateFiles(source, "*", SearchOption.AllDirectories).Where(file => isWanted?.Invoke(file) ?? true))
        {
            AddFile(file, $"{name}/{Path.GetRelativePath(source, file)}");
        }
    }

    /// <summary>Gives the image to the engine, with changes as <c>docker import</c> takes them: <c>USER 1654</c></summary>
    public async Task ImportAsync(string image, params IEnumerable<string> changes)
    {
        await _tar.DisposeAsync();
        var answer = await Docker.RunAsync(["import", .. changes.SelectMany(change => (string[])["--change", change]), _folder.File("image.tar"), image]);
        Assert.True(answer.ExitCode == 0, answer.Output);
    }

    public async ValueTask DisposeAsync()
    {
        await _tar.DisposeAsync();
        _folder.Dispose();
    }

    private void Write(string name, Stream content, UnixFileMode mode)
    {
        name = name.TrimStart('/');
        name = Array.Exists(Merged, top => name.StartsWith($"{top}/", StringComparison.Ordinal)) ? $"usr/{name}" : name;
        if (_names.Add(name))
        {
            _tar.WriteEntry(new PaxTarEntry(TarEntryType.RegularFile, name) { DataStream = content, Mode = mode });
        }
    }
}

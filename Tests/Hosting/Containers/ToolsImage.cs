using System.Diagnostics;
using System.Formats.Tar;
using Belfry.Tests.Support;

namespace Belfry.Tests.Hosting.Containers;

/// <summary>A small image made from programs of this machine, since tests fetch nothing: a shell, a few tools, and Perl for a server.</summary>
internal static class ToolsImage
{
    private static readonly string[] Programs = ["/bin/sh", "/bin/bash", "/bin/cat", "/bin/sleep", "/bin/mkdir", "/usr/bin/env", "/usr/bin/perl"];

    public static async Task ImportAsync(string name)
    {
        using var folder = new TempFolder();
        var archive = folder.File("image.tar");
        await WriteAsync(archive);
        var answer = await Docker.RunAsync("import", archive, name);
        Assert.True(answer.ExitCode == 0, answer.Output);
    }

    private static async Task WriteAsync(string archive)
    {
        await using var file = File.Create(archive);
        await using var tar = new TarWriter(file);
        var libraries = (await Task.WhenAll(Programs.Select(LibrariesOfAsync))).SelectMany(l => l);
        foreach (var path in Programs.Concat(libraries).Concat(PerlModules()).Distinct())
        {
            // Links are followed, so that the image needs none of the folders they point into.
            await using var content = File.OpenRead(path);
            await tar.WriteEntryAsync(new PaxTarEntry(TarEntryType.RegularFile, path.TrimStart('/')) { DataStream = content, Mode = (UnixFileMode)0b111_101_101 });
        }

        await tar.WriteEntryAsync(new PaxTarEntry(TarEntryType.Directory, "tmp/") { Mode = (UnixFileMode)0b111_111_111 });
    }

    private static async Task<string[]> LibrariesOfAsync(string program)
    {
        using var ldd = Process.Start(new ProcessStartInfo("ldd", [program]) { RedirectStandardOutput = true, RedirectStandardError = true })!;
        var answer = await ldd.StandardOutput.ReadToEndAsync();
        await ldd.WaitForExitAsync();

        //   libc.so.6 => /lib/x86_64-linux-gnu/libc.so.6 (0x00007f...)
        return [.. answer.Split(' ', '\t', '\n').Where(word => word.StartsWith('/'))];
    }

    private static IEnumerable<string> PerlModules() => Directory.EnumerateDirectories("/usr/lib")
        .Select(folder => Path.Combine(folder, "perl-base")).Where(Directory.Exists)
        .SelectMany(folder => Directory.EnumerateFiles(folder, "*", SearchOption.AllDirectories));
}

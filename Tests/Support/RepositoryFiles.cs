using System.IO.Enumeration;

namespace Belfry.Tests.Support;

/// <summary>The files a person wrote: everything below the root except build output, packages and local state.</summary>
internal static class RepositoryFiles
{
    private static readonly string[] Ignored = ["artifacts", "node_modules", "dist", "bin", "obj", ".git", ".belfry", ".vs", ".idea"];

    /// <summary>Paths relative to the root, with forward slashes, in no particular order.</summary>
    public static IEnumerable<string> With(params string[] extensions) =>
        new FileSystemEnumerable<string>(
            RepositoryRoot.Path,
            (ref FileSystemEntry entry) => Path.GetRelativePath(RepositoryRoot.Path, entry.ToFullPath()).Replace('\\', '/'),
            new EnumerationOptions { RecurseSubdirectories = true, AttributesToSkip = 0 })
        {
            ShouldIncludePredicate = (ref FileSystemEntry entry) => !entry.IsDirectory && extensions.Contains(Path.GetExtension(entry.FileName.ToString())),
            ShouldRecursePredicate = (ref FileSystemEntry entry) => !Ignored.Contains(entry.FileName.ToString()),
        };
}

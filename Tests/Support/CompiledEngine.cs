using System.Runtime.InteropServices;

namespace Belfry.Tests.Support;

/// <summary>The SQLite library that Storage/Engine compiled.</summary>
internal static class CompiledEngine
{
    public static string Runtime { get; } = $"linux-{RuntimeInformation.ProcessArchitecture.ToString().ToLowerInvariant()}";

    public static byte[] Bytes
    {
        get
        {
            var library = Path.Combine(RepositoryRoot.Path, "artifacts", "engine", "libe_sqlite3.so");
            return File.Exists(library) ? File.ReadAllBytes(library) : throw Missing();
        }
    }

    private static InvalidOperationException Missing() => new(Prerequisite.Missing("SQLite was not compiled", "sudo apt-get install gcc libc6-dev, then dotnet build --no-incremental"));
}

namespace Belfry.Bench;

/// <summary>A folder for the files of a measurement, deleted after it. <c>TMPDIR</c> says on which disk.</summary>
internal sealed class WorkFolder : IDisposable
{
    public string Path { get; } = Directory.CreateTempSubdirectory("belfry-bench-").FullName;

    public string File(string name) => System.IO.Path.Combine(Path, name);

    public void Dispose() => Directory.Delete(Path, recursive: true);
}

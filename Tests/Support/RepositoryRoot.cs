namespace Belfry.Tests.Support;

/// <summary>The folder that holds App.sln, found upwards from the test assembly.</summary>
internal static class RepositoryRoot
{
    public static string Path { get; } = Find(AppContext.BaseDirectory);

    private static string Find(string start)
    {
        for (var folder = new DirectoryInfo(start); folder is not null; folder = folder.Parent)
        {
            if (File.Exists(System.IO.Path.Combine(folder.FullName, "App.sln")))
            {
                return folder.FullName;
            }
        }

        throw new InvalidOperationException($"No App.sln above {start}: the tests must run from inside the repository.");
    }
}

namespace Belfry.Bench;

internal static class Repository
{
    public static string Folder { get; } = Find(AppContext.BaseDirectory);

    private static string Find(string folder) => File.Exists(Path.Combine(folder, "App.sln")) ? folder : Find(Path.GetDirectoryName(folder)!);
}

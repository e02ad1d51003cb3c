namespace Belfry.Bench;

/// <summary>Programs of ours compiled to native code, as their images have them.</summary>
internal static class Native
{
    private static readonly HashSet<string> Published = [];

    /// <summary>Publishes a project, once for all benches of a run.</summary>
    /// <param name="project">Its folder in the repository.</param>
    public static void Publish(string project)
    {
        if (Published.Add(project))
        {
            Tools.Run(
                Repository.Folder, "dotnet", "publish", project, "--configuration", "Release", "--use-current-runtime", "--output", Output(project), "-p:PublishAot=true", "-v", "q");
        }
    }

    /// <summary>Where a published program is.</summary>
    public static string Program(string project, string name) => Path.Combine(Output(project), name);

    private static string Output(string project) => Path.Combine(Repository.Folder, "artifacts/bench", Path.GetFileName(project));
}

namespace Belfry.Tests.Support;

/// <summary>The npm packages of <c>Web/</c>.</summary>
internal static class WebPackages
{
    private static readonly NpmPackages Packages = new("Web");

    public static string Folder => Packages.Folder;

    /// <summary>The full path of Node.</summary>
    public static string Node => NpmPackages.Node;

    public static Task EnsureAsync() => Packages.EnsureAsync();

    /// <summary>Runs a script of package.json; a failure carries what it printed.</summary>
    public static Task RunScriptAsync(string script, CancellationToken cancellation) => RunAsync(["run", script], cancellation);

    /// <summary>Runs npm with these arguments; a failure carries what it printed.</summary>
    public static async Task RunAsync(string[] arguments, CancellationToken cancellation)
    {
        await EnsureAsync();
        await Packages.RunAsync(arguments, cancellation);
    }
}

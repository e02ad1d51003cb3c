namespace Aspire.Hosting.JavaScript;

/// <summary>The package manager of a JavaScript program.</summary>
/// <param name="executableName">The program, for example <c>npm</c>.</param>
/// <param name="runScriptCommand">The word that runs a script, for example <c>run</c>; null when none is needed.</param>
/// <param name="cacheMount">The folder that image builds keep downloaded packages in; null keeps none.</param>
public sealed class JavaScriptPackageManagerAnnotation(string executableName, string? runScriptCommand, string? cacheMount = null) : IResourceAnnotation
{
    /// <summary>The program, for example <c>npm</c>.</summary>
    public string ExecutableName => executableName;

    /// <summary>The word that runs a script, for example <c>run</c>; null when none is needed.</summary>
    public string? ScriptCommand => runScriptCommand;

    /// <summary>The folder that image builds keep downloaded packages in; null keeps none.</summary>
    public string? CacheMount => cacheMount;

    /// <summary>What stands between its own arguments and the script's; null when nothing does. <c>--</c> by default.</summary>
    public string? CommandSeparator { get; init; } = "--";

    /// <summary>The files that an installation depends on; an image build copies them first, so that it installs again only when they change.</summary>
    public List<CopyFilePattern> PackageFilesPatterns { get; } = [];
}

/// <summary>Files that an image build copies.</summary>
/// <param name="Source">Names or patterns, separated by spaces: <c>package*.json</c>.</param>
/// <param name="Destination">Where they go in the image: <c>./</c>.</param>
public sealed record CopyFilePattern(string Source, string Destination);

/// <summary>How the packages are installed.</summary>
public sealed class JavaScriptInstallCommandAnnotation(string[] args) : IResourceAnnotation
{
    /// <summary>Arguments of the package manager, for example <c>install</c>.</summary>
    public string[] Args => args;

    /// <summary>What leaves out packages that only development needs, for example <c>--omit=dev</c>; null when nothing does.</summary>
    public string? ProductionInstallArgs { get; init; }
}

/// <summary>The script of <c>package.json</c> that is run.</summary>
public sealed class JavaScriptRunScriptAnnotation(string scriptName, string[]? args) : IResourceAnnotation
{
    /// <summary>Name of the script, for example <c>dev</c>.</summary>
    public string ScriptName => scriptName;

    /// <summary>Its arguments.</summary>
    public string[] Args => args ?? [];
}

/// <summary>The script of <c>package.json</c> that builds the program for an image.</summary>
public sealed class JavaScriptBuildScriptAnnotation(string scriptName, string[]? args) : IResourceAnnotation
{
    /// <summary>Name of the script, for example <c>build</c>.</summary>
    public string ScriptName => scriptName;

    /// <summary>Its arguments.</summary>
    public string[] Args => args ?? [];
}

/// <summary>The resource that installs the packages.</summary>
public sealed class JavaScriptPackageInstallerAnnotation(ExecutableResource installerResource) : IResourceAnnotation
{
    /// <summary>The installer.</summary>
    public ExecutableResource Resource => installerResource;
}

/// <summary>The configuration file that Vite is told to use.</summary>
internal sealed record ViteConfigAnnotation(string Path) : IResourceAnnotation;

namespace Aspire.Hosting.JavaScript;

/// <summary>The package manager of a JavaScript program.</summary>
public sealed class JavaScriptPackageManagerAnnotation(string executableName, string? runScriptCommand) : IResourceAnnotation
{
    /// <summary>The program, for example <c>npm</c>.</summary>
    public string ExecutableName => executableName;

    /// <summary>The word that runs a script, for example <c>run</c>; null when none is needed.</summary>
    public string? ScriptCommand => runScriptCommand;

    /// <summary>What stands between its own arguments and the script's, for example <c>--</c>; null when nothing does.</summary>
    public string? CommandSeparator { get; init; }
}

/// <summary>How the packages are installed.</summary>
public sealed class JavaScriptInstallCommandAnnotation(string[] args) : IResourceAnnotation
{
    /// <summary>Arguments of the package manager, for example <c>install</c>.</summary>
    public string[] Args => args;
}

/// <summary>The script of <c>package.json</c> that is run.</summary>
public sealed class JavaScriptRunScriptAnnotation(string scriptName, string[]? args) : IResourceAnnotation
{
    /// <summary>Name of the script, for example <c>dev</c>.</summary>
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

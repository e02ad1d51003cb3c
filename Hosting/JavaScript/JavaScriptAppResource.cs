namespace Aspire.Hosting.JavaScript;

/// <summary>A program of a <c>package.json</c>.</summary>
public class JavaScriptAppResource(string name, string command, string workingDirectory)
    : ExecutableResource(name, command, workingDirectory), IResourceWithServiceDiscovery, IResourceWithContainerFiles;

/// <summary>A front end served by Vite while developing.</summary>
public class ViteAppResource(string name, string command, string workingDirectory) : JavaScriptAppResource(name, command, workingDirectory);

/// <summary>A script run by Node.</summary>
public class NodeAppResource(string name, string command, string workingDirectory)
    : JavaScriptAppResource(name, command, workingDirectory), IContainerFilesDestinationResource;

/// <summary>A script run by Bun.</summary>
public sealed class BunAppResource(string name, string command, string workingDirectory)
    : JavaScriptAppResource(name, command, workingDirectory), IContainerFilesDestinationResource;

/// <summary>Installs the packages of a JavaScript program before it starts.</summary>
public class JavaScriptInstallerResource(string name, string workingDirectory) : ExecutableResource(name, "npm", workingDirectory);

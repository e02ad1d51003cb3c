namespace Aspire.Hosting.ApplicationModel;

/// <summary>Any program.</summary>
public class ExecutableResource : Resource,
    IResourceWithEnvironment, IResourceWithArgs, IResourceWithEndpoints, IResourceWithWaitSupport, IComputeResource
{
    /// <summary>Describes a program.</summary>
    /// <param name="name">Name of the resource.</param>
    /// <param name="command">A file path, or a name looked up in <c>PATH</c>.</param>
    /// <param name="workingDirectory">The folder it starts in.</param>
    public ExecutableResource(string name, string command, string workingDirectory) : base(name) =>
        Annotations.Add(new ExecutableAnnotation { Command = command, WorkingDirectory = workingDirectory });

    /// <summary>A file path, or a name looked up in <c>PATH</c>.</summary>
    public string Command => Annotation.Command;

    /// <summary>The folder it starts in.</summary>
    public string WorkingDirectory => Annotation.WorkingDirectory;

    internal ExecutableAnnotation Annotation => this.TryGetLastAnnotation<ExecutableAnnotation>(out var annotation)
        ? annotation
        : throw new InvalidOperationException($"The executable '{Name}' has lost its command.");
}

/// <summary>What a program resource runs.</summary>
public sealed class ExecutableAnnotation : IResourceAnnotation
{
    /// <summary>A file path, or a name looked up in <c>PATH</c>.</summary>
    public required string Command { get; set; }

    /// <summary>The folder it starts in.</summary>
    public required string WorkingDirectory { get; set; }
}

/// <summary>Marks a resource that starts only on request.</summary>
public sealed class ExplicitStartupAnnotation : IResourceAnnotation;

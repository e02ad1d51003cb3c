namespace Aspire.Hosting.ApplicationModel
{
    /// <summary>A resource whose environment variables the model sets.</summary>
    public interface IResourceWithEnvironment : IResource;

    /// <summary>A resource whose command line arguments the model sets.</summary>
    public interface IResourceWithArgs : IResource;

    /// <summary>A resource that listens on endpoints.</summary>
    public interface IResourceWithEndpoints : IResource;

    /// <summary>A resource whose start can wait for other resources.</summary>
    public interface IResourceWithWaitSupport : IResource;

    /// <summary>A resource that is never started or stopped, such as a parameter.</summary>
    public interface IResourceWithoutLifetime : IResource;

    /// <summary>A resource that computes: a process or a container.</summary>
    public interface IComputeResource : IResource;

    /// <summary>Where the containers of a published application run.</summary>
    public interface IComputeEnvironmentResource : IResource;

    /// <summary>A resource whose published image can take files of another resource.</summary>
    public interface IContainerFilesDestinationResource : IResource;

    /// <summary>A resource that belongs to another one.</summary>
    public interface IResourceWithParent : IResource
    {
        /// <summary>The resource it belongs to.</summary>
        IResource Parent { get; }
    }

    /// <summary>A resource that belongs to another one of a known type.</summary>
    public interface IResourceWithParent<out T> : IResourceWithParent where T : IResource
    {
        /// <summary>The resource it belongs to.</summary>
        new T Parent { get; }

        IResource IResourceWithParent.Parent => Parent;
    }
}

namespace Aspire.Hosting
{
    /// <summary>A resource that others find by name: a reference to it injects <c>services__name__scheme__0</c> and <c>NAME_SCHEME</c>.</summary>
    public interface IResourceWithServiceDiscovery : IResourceWithEndpoints;

    /// <summary>A resource whose build output is a folder of files that another resource can serve.</summary>
    public interface IResourceWithContainerFiles : IResource;
}

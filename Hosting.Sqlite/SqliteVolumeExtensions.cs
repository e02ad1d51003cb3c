using Aspire.Hosting;
using Aspire.Hosting.ApplicationModel;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;

namespace Belfry.Hosting.Sqlite;

/// <summary>Adds SQLite volumes and databases. Written against the public hosting API only.</summary>
public static class SqliteVolumeExtensions
{
    /// <summary>
    /// Adds a folder for SQLite databases. It is <c>.belfry/{name}</c> in the repository, or the configured <c>Volumes:{name}:Path</c>;
    /// a test that configures none gets a fresh temporary folder, which is deleted when its application ends. A published application
    /// has it at <c>/{name}</c>, where the deployment mounts a volume.
    /// </summary>
    /// <param name="builder">The application.</param>
    /// <param name="name">Name of the resource.</param>
    /// <param name="path">Another folder, relative to the AppHost.</param>
    public static IResourceBuilder<SqliteVolumeResource> AddSqliteVolume(
        this IDistributedApplicationBuilder builder,
        [ResourceName] string name,
        string? path = null)
    {
        var configured = builder.Configuration[$"Volumes:{name}:Path"];
        var isTest = builder.Configuration.GetValue<bool>("DcpPublisher:RandomizePorts");
        var temporary = configured is null && isTest ? TemporaryVolume.NewPath(name) : null;
        var isPublished = builder.ExecutionContext.IsPublishMode;
        var folder = isPublished ? $"/{name}" : temporary ?? Path.GetFullPath(Path.Combine(builder.AppHostDirectory, configured ?? path ?? VolumeFolder.Default(builder.AppHostDirectory, name)));
        if (temporary is not null)
        {
            builder.Services.AddSingleton(_ => new TemporaryVolume(Path.GetDirectoryName(temporary)!));
        }

        return builder.AddResource(new SqliteVolumeResource(name, folder, isPublished ? "/backups" : null))
            .ExcludeFromManifest()
            .WithInitialState(new CustomResourceSnapshot
            {
                ResourceType = "SqliteVolume",
                Properties = [new(CustomResourceKnownProperties.Source, folder)],
            })
            .OnInitializeResource(async (volume, started, stop) =>
            {
                // Asked for here so that the container disposes them, which deletes the folder, after all processes have ended.
                _ = started.Services.GetServices<TemporaryVolume>().ToArray();
                VolumeFolder.Prepare(volume.Name, volume.Path);
                await started.Eventing.PublishAsync(new BeforeResourceStartedEvent(volume, started.Services), stop);
                await started.Notifications.PublishUpdateAsync(volume, Running);
            });
    }

    /// <summary>Adds a database on a volume. References inject <c>ConnectionStrings__{name}</c> = <c>Data Source={volume}/{fileName}</c>.</summary>
    /// <param name="volume">The volume.</param>
    /// <param name="name">Name of the resource and of the connection string.</param>
    /// <param name="fileName">Name of the file on the volume.</param>
    public static IResourceBuilder<SqliteDatabaseResource> AddDatabase(
        this IResourceBuilder<SqliteVolumeResource> volume,
        [ResourceName] string name,
        string fileName = "app.db")
    {
        var database = new SqliteDatabaseResource(name, fileName, volume.Resource);
        return volume.ApplicationBuilder.AddResource(database)
            .WaitFor(volume)
            .WithInitialState(new CustomResourceSnapshot
            {
                ResourceType = "SqliteDatabase",
                Properties = [new(CustomResourceKnownProperties.Source, database.FilePath)],
            })
            .OnInitializeResource(async (resource, started, stop) =>
            {
                await started.Eventing.PublishAsync(new BeforeResourceStartedEvent(resource, started.Services), stop);
                await started.Eventing.PublishAsync(new ConnectionStringAvailableEvent(resource, started.Services), stop);
                await started.Notifications.PublishUpdateAsync(resource, Running);
            });
    }

    /// <summary>Mounts the volume in the container that a resource is published as; on a run every process sees its folder anyway.</summary>
    /// <param name="builder">Who reads and writes the volume.</param>
    /// <param name="volume">The volume.</param>
    public static IResourceBuilder<T> WithVolume<T>(this IResourceBuilder<T> builder, IResourceBuilder<SqliteVolumeResource> volume)
        where T : IComputeResource => builder.Mount(volume.Resource.Name, volume.Resource.Path);

    /// <summary>Mounts the volume <c>backups</c>, at <see cref="SqliteVolumeResource.BackupPath"/>, in the container that a resource is published as.</summary>
    /// <param name="builder">Who writes and reads the backups.</param>
    /// <param name="volume">The volume that they are of.</param>
    public static IResourceBuilder<T> WithBackups<T>(this IResourceBuilder<T> builder, IResourceBuilder<SqliteVolumeResource> volume)
        where T : IComputeResource => builder.Mount("backups", volume.Resource.BackupPath);

    private static IResourceBuilder<T> Mount<T>(this IResourceBuilder<T> builder, string name, string path) where T : IComputeResource =>
        builder.ApplicationBuilder.ExecutionContext.IsPublishMode
            ? builder.WithAnnotation(new ContainerMountAnnotation(name, path, ContainerMountType.Volume, isReadOnly: false))
            : builder;

    private static CustomResourceSnapshot Running(CustomResourceSnapshot snapshot) =>
        snapshot with { State = KnownResourceStates.Running, StartTimeStamp = DateTime.UtcNow };
}

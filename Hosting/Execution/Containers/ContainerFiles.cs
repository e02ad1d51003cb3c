using System.Formats.Tar;
using System.Text;

namespace Aspire.Hosting.Execution;

/// <summary>Puts the files of the model into a container that was made and not started yet, as one archive.</summary>
internal static class ContainerFiles
{
    private const UnixFileMode DefaultUmask = UnixFileMode.GroupWrite | UnixFileMode.OtherWrite;
    private const UnixFileMode ReadWrite = UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.GroupRead | UnixFileMode.GroupWrite |
        UnixFileMode.OtherRead | UnixFileMode.OtherWrite;

    private const UnixFileMode Execute = UnixFileMode.UserExecute | UnixFileMode.GroupExecute | UnixFileMode.OtherExecute;

    public static async Task CopyAsync(
        EngineProgram program,
        ContainerResource container,
        string id,
        IServiceProvider services,
        CancellationToken cancellationToken)
    {
        if (!container.TryGetAnnotationsOfType<ContainerFileSystemCallbackAnnotation>(out var annotations))
        {
            return;
        }

        // A file and not memory: what the model puts in may be large.
        await using var archive = new FileStream(
            Path.GetTempFileName(), FileMode.Open, FileAccess.ReadWrite, FileShare.None, bufferSize: 0, FileOptions.DeleteOnClose | FileOptions.Asynchronous);
        await using (var tar = new TarWriter(archive, leaveOpen: true))
        {
            foreach (var annotation in annotations)
            {
                var context = new ContainerFileSystemCallbackContext { ServiceProvider = services, Model = container };
                var items = await annotation.Callback(context, cancellationToken).ConfigureAwait(false);
                await WriteAsync(tar, annotation, items, annotation.DestinationPath.Trim('/'), cancellationToken).ConfigureAwait(false);
            }
        }

        archive.Position = 0;
        var answer = await program.RunAsync(["cp", "--archive", "-", $"{id}:/"], cancellationToken, input: archive).ConfigureAwait(false);
        if (!answer.Succeeded)
        {
            throw DistributedApplicationException.Of(
                $"The container '{container.Name}' cannot start.", $"Its files cannot be put into it: {answer.Complaint}", "Check the paths given to WithContainerFiles.");
        }
    }

    private static async Task WriteAsync(
        TarWriter tar,
        ContainerFileSystemCallbackAnnotation annotation,
        IEnumerable<ContainerFileSystemItem> items,
        string folder,
        CancellationToken cancellationToken)
    {
        foreach (var item in items)
        {
            var path = $"{folder}/{item.Name}".TrimStart('/');
            if (item is ContainerDirectory directory)
            {
                await tar.WriteEntryAsync(Entry(TarEntryType.Directory, path + "/", item, annotation, ReadWrite | Execute), cancellationToken).ConfigureAwait(false);
                await WriteAsync(tar, annotation, directory.Entries, path, cancellationToken).ConfigureAwait(false);
            }
            else if (item is ContainerFileBase file)
            {
                await WriteFileAsync(tar, Entry(TarEntryType.RegularFile, path, item, annotation, ReadWrite), file, cancellationToken).ConfigureAwait(false);
            }
        }
    }

    private static async Task WriteFileAsync(TarWriter tar, PaxTarEntry entry, ContainerFileBase file, CancellationToken cancellationToken)
    {
        Stream content;
        try
        {
            content = file.SourcePath is { } source ? File.OpenRead(source) : new MemoryStream(Encoding.UTF8.GetBytes(file.Contents ?? ""));
        }
        catch (Exception fault) when (fault is IOException or UnauthorizedAccessException && file.ContinueOnError == true)
        {
            return;
        }

        await using (content.ConfigureAwait(false))
        {
            entry.DataStream = content;
            await tar.WriteEntryAsync(entry, cancellationToken).ConfigureAwait(false);
        }
    }

    private static PaxTarEntry Entry(
        TarEntryType type,
        string path,
        ContainerFileSystemItem item,
        ContainerFileSystemCallbackAnnotation annotation,
        UnixFileMode all) => new(type, path)
        {
            Uid = item.Owner ?? annotation.DefaultOwner ?? 0,
            Gid = item.Group ?? annotation.DefaultGroup ?? 0,
            Mode = item.Mode != UnixFileMode.None ? item.Mode : all & ~(annotation.Umask ?? DefaultUmask),
        };
}

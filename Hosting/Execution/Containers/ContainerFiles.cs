using System.Formats.Tar;
using System.Security.Cryptography;
using System.Text;

namespace Aspire.Hosting.Execution;

/// <summary>The files of the model for one container, as one archive. They are put in when it was made and not started yet.</summary>
internal sealed class ContainerFiles : IAsyncDisposable
{
    private const UnixFileMode DefaultUmask = UnixFileMode.GroupWrite | UnixFileMode.OtherWrite;
    private const UnixFileMode ReadWrite = UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.GroupRead | UnixFileMode.GroupWrite |
        UnixFileMode.OtherRead | UnixFileMode.OtherWrite;

    private const UnixFileMode Execute = UnixFileMode.UserExecute | UnixFileMode.GroupExecute | UnixFileMode.OtherExecute;

    // A file and not memory: what the model puts in may be large.
    private readonly FileStream _archive = new(
        Path.GetTempFileName(), FileMode.Open, FileAccess.ReadWrite, FileShare.None, bufferSize: 0, FileOptions.DeleteOnClose | FileOptions.Asynchronous);

    // Of what is in the files and who may use them; the archive itself has their times too, which are new each time.
    private readonly IncrementalHash _hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);

    private ContainerFiles()
    {
    }

    /// <summary>The same for the same files.</summary>
    public string Hash => Convert.ToHexStringLower(_hash.GetCurrentHash());

    /// <summary>Collects the files; null where the model has none for this container.</summary>
    public static async Task<ContainerFiles?> PackAsync(ContainerResource container, IServiceProvider services, CancellationToken cancellationToken)
    {
        if (!container.TryGetAnnotationsOfType<ContainerFileSystemCallbackAnnotation>(out var annotations))
        {
            return null;
        }

        var files = new ContainerFiles();
        try
        {
            await using var tar = new TarWriter(files._archive, leaveOpen: true);
            foreach (var annotation in annotations)
            {
                var context = new ContainerFileSystemCallbackContext { ServiceProvider = services, Model = container };
                var items = await annotation.Callback(context, cancellationToken).ConfigureAwait(false);
                await files.WriteAsync(tar, annotation, items, annotation.DestinationPath.Trim('/'), cancellationToken).ConfigureAwait(false);
            }
        }
        catch
        {
            await files.DisposeAsync().ConfigureAwait(false);
            throw;
        }

        return files;
    }

    /// <summary>Puts the files into a container.</summary>
    public async Task CopyAsync(EngineProgram program, ContainerResource container, string id, CancellationToken cancellationToken)
    {
        _archive.Position = 0;
        var answer = await program.RunAsync(["cp", "--archive", "-", $"{id}:/"], cancellationToken, input: _archive).ConfigureAwait(false);
        if (!answer.Succeeded)
        {
            throw DistributedApplicationException.Of(
                $"The container '{container.Name}' cannot start.", $"Its files cannot be put into it: {answer.Complaint}", "Check the paths given to WithContainerFiles.");
        }
    }

    public ValueTask DisposeAsync()
    {
        _hash.Dispose();
        return _archive.DisposeAsync();
    }

    private async Task WriteAsync(
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
                var entry = Entry(TarEntryType.Directory, path + "/", item, annotation, ReadWrite | Execute);
                AddToHash(entry, []);
                await tar.WriteEntryAsync(entry, cancellationToken).ConfigureAwait(false);
                await WriteAsync(tar, annotation, directory.Entries, path, cancellationToken).ConfigureAwait(false);
            }
            else if (item is ContainerFileBase file)
            {
                await WriteFileAsync(tar, Entry(TarEntryType.RegularFile, path, item, annotation, ReadWrite), file, cancellationToken).ConfigureAwait(false);
            }
        }
    }

    private async Task WriteFileAsync(TarWriter tar, PaxTarEntry entry, ContainerFileBase file, CancellationToken cancellationToken)
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
            AddToHash(entry, await SHA256.HashDataAsync(content, cancellationToken).ConfigureAwait(false));
            content.Position = 0;
            entry.DataStream = content;
            await tar.WriteEntryAsync(entry, cancellationToken).ConfigureAwait(false);
        }
    }

    private void AddToHash(PaxTarEntry entry, byte[] content)
    {
        _hash.AppendData(Encoding.UTF8.GetBytes($"{entry.Name}\0{entry.Uid}:{entry.Gid} {(int)entry.Mode}\0"));
        _hash.AppendData(content);
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

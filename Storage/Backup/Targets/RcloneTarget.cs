using System.Text.Json.Serialization;

namespace Belfry.Storage.Backup.Targets;

/// <summary>
/// An archive on any remote of the <c>rclone</c> program. An object goes up under a name in <c>tmp/</c> and is moved from there, so that it is visible only when
/// complete whatever the remote is. rclone compares checksums after each transfer only where both sides have one of the same kind, so no upload counts as confirmed. It looks before it moves, which two can do at the same instant.
/// </summary>
public sealed class RcloneTarget(RcloneTargetOptions options) : ITarget
{
    private readonly RcloneProgram _rclone = new(options);

    /// <inheritdoc/>
    public string Description => $"rclone {_rclone.Place}";

    /// <inheritdoc/>
    public string WorkFolder { get; } = Path.GetFullPath(options.WorkFolder);

    /// <summary>False: no rclone command does that for every remote.</summary>
    public Task<bool> RefusesTakenNamesAsync(CancellationToken cancellation) => Task.FromResult(false);

    /// <inheritdoc/>
    public Task<TargetUpload> CreateAsync(CancellationToken cancellation) => Task.Run(() => new TargetUpload(this, PublishAsync), cancellation);

    /// <inheritdoc/>
    public async Task ReplaceAsync(string name, ReadOnlyMemory<byte> content, CancellationToken cancellation)
    {
        var upload = new TargetUpload(this, (file, target, stop) => CommandAsync("write to", ["copyto", "--ignore-times", file, _rclone.PathOf(target)], stop));
        await using var closing = upload.ConfigureAwait(false);
        await upload.Content.WriteAsync(content, cancellation).ConfigureAwait(false);
        await upload.CommitAsync(name, cancellation).ConfigureAwait(false);
    }

    /// <inheritdoc/>
    public async Task<Stream> OpenAsync(string name, CancellationToken cancellation)
    {
        var length = await LengthAsync(name, cancellation).ConfigureAwait(false) ?? throw TargetFaults.NotFound($"{Description} has no such object.", this);
        return new ResumingStream(
            this, (offset, _) => Task.FromResult(_rclone.Open(["cat", "--offset", $"{offset}", _rclone.PathOf(name)])), length, options.Timeout * 2);
    }

    /// <inheritdoc/>
    public async Task<List<StoredObject>> ListAsync(string prefix, CancellationToken cancellation)
    {
        string[] arguments = ["lsjson", "--recursive", "--files-only", "--no-modtime", "--no-mimetype", _rclone.PathOf(prefix.TrimEnd('/'))];
        var items = await _rclone.ReadJsonAsync("list", arguments, RcloneJson.Default.ListRcloneItem, cancellation).ConfigureAwait(false);
        var objects = (items ?? []).Select(item => new StoredObject(prefix + item.Path, item.Size)).ToList();
        objects.Sort(static (left, right) => string.CompareOrdinal(left.Name, right.Name));
        return objects;
    }

    /// <inheritdoc/>
    public async Task DeleteAsync(string name, CancellationToken cancellation)
    {
        if (await LengthAsync(name, cancellation).ConfigureAwait(false) is not null)
        {
            await CommandAsync("delete from", ["deletefile", _rclone.PathOf(name)], cancellation).ConfigureAwait(false);
        }
    }

    private async Task<bool> PublishAsync(string file, string name, CancellationToken cancellation)
    {
        var unfinished = _rclone.PathOf($"tmp/{Guid.NewGuid():n}");
        try
        {
            await CommandAsync("write to", ["copyto", "--no-check-dest", file, unfinished], cancellation).ConfigureAwait(false);
            if (await LengthAsync(name, cancellation).ConfigureAwait(false) is not null)
            {
                throw TargetFaults.NameTaken(name, this);
            }

            await MoveAsync(unfinished, name, cancellation).ConfigureAwait(false);
            return false;
        }
        catch
        {
            await TryDeleteAsync(unfinished).ConfigureAwait(false);
            throw;
        }
    }

    /// <summary>A move that fails where the name is now in use lost against another, or its own answer was lost: whoever compares the bytes finds out.</summary>
    private async Task MoveAsync(string unfinished, string name, CancellationToken cancellation)
    {
        try
        {
            await CommandAsync("write to", ["moveto", unfinished, _rclone.PathOf(name)], cancellation).ConfigureAwait(false);
        }
        catch (StorageException failed) when (failed.Error is StorageError.ArchiveUnavailable or StorageError.NotFound)
        {
            if (await LengthAsync(name, cancellation).ConfigureAwait(false) is null)
            {
                throw;
            }

            throw TargetFaults.NameTaken(name, this, failed);
        }
    }

    /// <summary>Null when there is no such object.</summary>
    private async Task<long?> LengthAsync(string name, CancellationToken cancellation)
    {
        string[] arguments = ["lsjson", "--stat", "--no-modtime", "--no-mimetype", _rclone.PathOf(name)];
        var item = await _rclone.ReadJsonAsync("read from", arguments, RcloneJson.Default.RcloneItem, cancellation).ConfigureAwait(false);
        return item is { IsDir: false } ? item.Size : null;
    }

    private async Task TryDeleteAsync(string path)
    {
        try
        {
            await CommandAsync("delete from", ["deletefile", path], CancellationToken.None).ConfigureAwait(false);
        }
        catch (StorageException)
        {
            // The failure that led here is the one to tell; what stays in tmp/ is in nobody's way.
        }
    }

    private async Task<bool> CommandAsync(string verb, string[] arguments, CancellationToken cancellation)
    {
        var done = await _rclone.RunAsync(
            verb,
            arguments,
            static async (output, stop) =>
            {
                await output.CopyToAsync(Stream.Null, stop).ConfigureAwait(false);
                return true;
            },
            cancellation).ConfigureAwait(false);
        return done ? true : throw TargetFaults.NotFound($"{Description} lost what was just there.", this);
    }
}

/// <summary>One object as <c>rclone lsjson</c> prints it: <c>{"Path":"appdb/x","Name":"x","Size":100,"IsDir":false}</c>.</summary>
internal sealed record RcloneItem(string Path, long Size, bool IsDir);

/// <summary>Serialization without reflection.</summary>
[JsonSerializable(typeof(List<RcloneItem>))]
internal sealed partial class RcloneJson : JsonSerializerContext;

namespace Belfry.Storage.Backup.Targets;

/// <summary>Where an archive behind <c>rclone</c> is. Its credentials are rclone's business: its own configuration file or its environment.</summary>
public sealed class RcloneTargetOptions
{
    /// <summary>A remote and a path as rclone reads them, such as <c>offsite:backups/shop</c>.</summary>
    public required string Remote { get; init; }

    /// <summary>A folder of this machine for objects on their way; it needs room for the largest one, a compressed snapshot.</summary>
    public required string WorkFolder { get; init; }

    /// <summary>The program: a name on PATH or a full path. Default <c>rclone</c>.</summary>
    public string Program { get; init; } = "rclone";

    /// <summary>The configuration file of rclone. Default null: the one that rclone finds itself.</summary>
    public string? ConfigFile { get; init; }

    /// <summary>How long a connection may be silent before rclone takes it as broken. Default 60 s.</summary>
    public TimeSpan Timeout { get; init; } = TimeSpan.FromSeconds(60);

    /// <summary>How often rclone tries again after a failure. Default 5.</summary>
    public int Retries { get; init; } = 5;
}

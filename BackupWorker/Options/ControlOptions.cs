using System.ComponentModel.DataAnnotations;

namespace Belfry.BackupWorker.Options;

/// <summary>The section <c>Control</c>: who may ask this service for anything but its health.</summary>
internal sealed class ControlOptions
{
    public const string Section = "Control";

    /// <summary>The secret that callers send as <c>X-Control-Key</c>. At least 16 characters; no default, so that no two installations share one.</summary>
    [Required(ErrorMessage = "Set a random secret, for example the output of: openssl rand -hex 32")]
    [StringLength(int.MaxValue, MinimumLength = 16, ErrorMessage = "The secret is too short to be safe. Use at least 16 characters, for example the output of: openssl rand -hex 32")]
    public string Key { get; set; } = "";
}

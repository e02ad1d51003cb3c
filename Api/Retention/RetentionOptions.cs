using System.ComponentModel.DataAnnotations;

namespace Belfry.Api.Retention;

/// <summary>The section <c>Retention</c>.</summary>
internal sealed class RetentionOptions
{
    /// <summary>After how many days what was put into the bin, and pictures that no item names any more, are removed for good. 1 to 3,650, by default 30.</summary>
    [Range(1, 3650)]
    public int BinDays { get; init; } = 30;

    /// <summary>What was put into the bin before this moment, in Unix milliseconds, is removed for good and does not come back.</summary>
    public long Start(TimeProvider time) => time.GetUtcNow().AddDays(-BinDays).ToUnixTimeMilliseconds();
}

using Belfry.BackupWorker.Notices;

namespace Belfry.BackupWorker.Options;

/// <summary>The section <c>Notify</c>: who is told when protection is lost, and that all is well. Addresses are secrets: they are never shown; each can be read from a file, as <c>Notify__Webhook_FILE</c>.</summary>
internal sealed class NoticeOptions
{
    public const string Section = "Notify";

    private const string NoAddress = "It is no address that begins with http:// or https://.";

    /// <summary>Gets a POST for every notice. Default: nobody is told.</summary>
    public string Webhook { get; set; } = "";

    /// <summary>What the webhook understands. Default: <c>Json</c>.</summary>
    public NoticeFormat Format { get; set; } = NoticeFormat.Json;

    /// <summary>Gets a GET regularly, but only while everything is good: the other side sounds the alarm when it does not come. Default: none.</summary>
    public string Heartbeat { get; set; } = "";

    /// <summary>Between two heartbeats, 1 s to a day. Default 1 min.</summary>
    [TimeRange("00:00:01", "1.00:00:00", ErrorMessage = "Beat every 00:00:01 to 1.00:00:00, for example 00:01:00.")]
    public TimeSpan HeartbeatInterval { get; set; } = TimeSpan.FromMinutes(1);

    /// <summary>How long a change of health must last before it is told, up to an hour. Default 30 s.</summary>
    [TimeRange("00:00:00", "01:00:00", ErrorMessage = "Wait 00:00:00 to 01:00:00, for example 00:00:30.")]
    public TimeSpan Patience { get; set; } = TimeSpan.FromSeconds(30);

    public static IEnumerable<(string Property, string Fault)> Faults(NoticeOptions options)
    {
        foreach (var (property, address) in ((string, string)[])[(nameof(Webhook), options.Webhook), (nameof(Heartbeat), options.Heartbeat)])
        {
            if (address.Length > 0 && !(Uri.TryCreate(address, UriKind.Absolute, out var uri) && uri.Scheme is "http" or "https"))
            {
                yield return (property, NoAddress);
            }
        }
    }
}

using System.ComponentModel.DataAnnotations;
using System.Net;

namespace Belfry.Api.Protection;

/// <summary>The section <c>Limits</c>.</summary>
internal sealed class LimitOptions
{
    /// <summary>How many requests a person, or an address that is not signed in, may send per second in the long run; five times as many at once. 1 to 10,000,000, by default 200.</summary>
    [Range(1, 10_000_000)]
    public int RequestsPerSecond { get; init; } = 200;

    /// <summary>
    /// The networks of proxies whose <c>X-Forwarded-For</c> and <c>X-Forwarded-Proto</c> are believed, such as <c>172.16.0.0/12, 10.0.0.1/32</c>.
    /// None by default: then every client is who its connection says.
    /// </summary>
    public string? KnownProxies { get; init; }

    public IEnumerable<IPNetwork> Proxies() =>
        (KnownProxies ?? "").Split(',', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries).Select(IPNetwork.Parse);

    public static IEnumerable<(string Property, string Fault)> Check(LimitOptions options)
    {
        try
        {
            _ = options.Proxies().ToList();
            return [];
        }
        catch (FormatException)
        {
            return [(nameof(KnownProxies), "Not a list of networks like 172.16.0.0/12, 10.0.0.1/32.")];
        }
    }
}

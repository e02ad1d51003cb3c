using System.Globalization;

namespace Belfry.Dashboard.Resources;

/// <summary>A service that no app host describes. <paramref name="Url"/> is for people; <paramref name="Health"/> is what the dashboard asks.</summary>
internal sealed record ConfiguredService(string Name, string Type, Uri? Url, Uri Health);

/// <summary>
/// The resources of a deployment: <c>DASHBOARD__RESOURCES__&lt;n&gt;__NAME</c>, <c>__URL</c> (shown), <c>__HEALTH</c> (a path under it or an address of
/// its own; default <c>/health/ready</c>) and <c>__TYPE</c>. <c>DASHBOARD__HEALTH__INTERVALSECONDS</c> (0.1 to 3600, default 10) is how often they are asked.
/// </summary>
internal sealed record ConfiguredServices(IReadOnlyList<ConfiguredService> Items, TimeSpan Interval)
{
    public const int MaxServices = 100;

    public static ConfiguredServices Read(IConfiguration configuration, List<string> faults)
    {
        var items = new List<ConfiguredService>();
        foreach (var section in configuration.GetSection("Dashboard:Resources").GetChildren())
        {
            var variable = $"DASHBOARD__RESOURCES__{section.Key}__";
            Uri? health = null;
            var url = Address(section["Url"]);
            if (section["Url"] is { Length: > 0 } && url is null)
            {
                faults.Add($"{variable}URL is \"{section["Url"]}\". It must be an address such as https://app.example.");
            }
            else if ((health = HealthAddress(url, section["Health"])) is null)
            {
                faults.Add($"{variable}HEALTH must be an address such as http://api:8080/health/ready, or a path under {variable}URL.");
            }

            if (section["Name"] is not { Length: > 0 and <= 64 } name || items.Exists(item => item.Name.Equals(name, StringComparison.OrdinalIgnoreCase)))
            {
                faults.Add($"{variable}NAME must be a name of up to 64 characters that no other resource has.");
            }
            else if (health is not null)
            {
                items.Add(new ConfiguredService(name, section["Type"] is { Length: > 0 } type ? type : "Service", url, health));
            }
        }

        if (items.Count > MaxServices)
        {
            faults.Add($"DASHBOARD__RESOURCES names {items.Count} resources. At most {MaxServices} are polled.");
        }

        var text = configuration["Dashboard:Health:IntervalSeconds"] ?? "10";
        if (!double.TryParse(text, NumberStyles.Float, CultureInfo.InvariantCulture, out var seconds) || seconds is not (>= 0.1 and <= 3600))
        {
            faults.Add($"DASHBOARD__HEALTH__INTERVALSECONDS is \"{text}\". It must be a number from 0.1 to 3600.");
            seconds = 10;
        }

        return new ConfiguredServices(items, TimeSpan.FromSeconds(seconds));
    }

    private static Uri? Address(string? text) => Uri.TryCreate(text, UriKind.Absolute, out var url) && url.Scheme is "http" or "https" ? url : null;

    private static Uri? HealthAddress(Uri? url, string? health)
    {
        // On Unix "/health" alone would be read as an absolute file address.
        var text = string.IsNullOrEmpty(health) ? "/health/ready" : health;
        return !text.StartsWith('/') ? Address(text) : url is null ? null : new Uri(url, text);
    }
}

using System.Text;

namespace Belfry.Dashboard.Resources;

/// <summary>How a resource was from a moment on. <paramref name="At"/> is in milliseconds since 1970; <paramref name="Reason"/> says what changed.</summary>
internal sealed record HealthChange(double At, HealthLevel Level, string State, string? Health, string Reason);

/// <summary>The changes of one resource, oldest first.</summary>
internal sealed record ResourceHistory(string Resource, List<HealthChange> Changes);

/// <summary>Every resource's history, and the time of the answer in milliseconds since 1970.</summary>
internal sealed record HistoryList(double Now, List<ResourceHistory> Resources);

/// <summary>
/// What became of each resource since the dashboard started, kept through restarts of the app host. Bounded by <see cref="ResourceStore.MaxResources"/>
/// names of <see cref="MaxChanges"/> changes each, the oldest going first; a name beyond that is not followed.
/// </summary>
internal sealed class HealthHistory(TimeProvider clock)
{
    public const int MaxChanges = 200;
    private const int MaxReasonLength = 400;

    /// <summary>How long after its start a resource may still fail its checks without being called down.</summary>
    private static readonly TimeSpan Grace = TimeSpan.FromSeconds(30);

    private readonly Lock _gate = new();
    private readonly Dictionary<string, Queue<HealthChange>> _changes = new(StringComparer.OrdinalIgnoreCase);
    private readonly Dictionary<string, HealthChange> _last = new(StringComparer.OrdinalIgnoreCase);

    /// <summary>Resources in their grace, and what they are once it is over.</summary>
    private readonly Dictionary<string, (DateTimeOffset Until, HealthChange Then)> _grace = new(StringComparer.OrdinalIgnoreCase);

    /// <summary>Notes how the resource is, when that is other than before.</summary>
    public void Note(ResourceSnapshot resource)
    {
        var level = HealthLevels.Of(resource);
        var reason = Reason(resource);
        lock (_gate)
        {
            EndGraces();
            _grace.Remove(resource.Name);
            var isNew = !_last.TryGetValue(resource.Name, out var before) || before.Level is not (HealthLevel.Up or HealthLevel.Degraded or HealthLevel.Down);
            if (level == HealthLevel.Down && resource.State == "Running" && isNew && resource.StartedAt + Grace is { } until && until > clock.GetUtcNow())
            {
                level = HealthLevel.Pending;
                _grace[resource.Name] = (until, new HealthChange(until.ToUnixTimeMilliseconds(), HealthLevel.Down, resource.State, resource.Health, reason));
            }

            if (!_last.TryGetValue(resource.Name, out var last) || last.Level != level || last.State != resource.State || last.Health != resource.Health
                || (level is HealthLevel.Down or HealthLevel.Degraded && last.Reason != reason))
            {
                Add(resource.Name, new HealthChange(Now(), level, resource.State, resource.Health, reason));
            }
        }
    }

    /// <summary>The app host went away: from now on nobody knows.</summary>
    public void LoseSight()
    {
        lock (_gate)
        {
            EndGraces();
            _grace.Clear();
            foreach (var (name, last) in _last.ToList())
            {
                if (last.Level != HealthLevel.Unknown)
                {
                    Add(name, new HealthChange(Now(), HealthLevel.Unknown, "Unknown", null, "The app host went away"));
                }
            }
        }
    }

    public HistoryList List()
    {
        lock (_gate)
        {
            EndGraces();
            return new HistoryList(Now(), [.. _changes.Select(entry => new ResourceHistory(entry.Key, [.. entry.Value]))]);
        }
    }

    /// <summary>What became of a grace is noted before anything later, whoever comes first.</summary>
    private void EndGraces()
    {
        foreach (var (name, (_, then)) in _grace.Where(entry => entry.Value.Until <= clock.GetUtcNow()).ToList())
        {
            _grace.Remove(name);
            Add(name, then);
        }
    }

    private double Now() => clock.GetUtcNow().ToUnixTimeMilliseconds();

    private void Add(string name, HealthChange change)
    {
        if (!_changes.TryGetValue(name, out var changes))
        {
            if (_changes.Count >= ResourceStore.MaxResources)
            {
                return;
            }

            _changes[name] = changes = new Queue<HealthChange>();
        }

        if (changes.Count == MaxChanges)
        {
            changes.Dequeue();
        }

        changes.Enqueue(change);
        _last[name] = change;
    }

    /// <summary><c>Running, Unhealthy: api_ready: 503</c>, <c>Exited with code 3</c>.</summary>
    private static string Reason(ResourceSnapshot resource)
    {
        var text = new StringBuilder(resource.State);
        if (resource.ExitCode is { } code and not 0)
        {
            text.Append(" with code ").Append(code);
        }

        if (resource.Health is not null)
        {
            text.Append(", ").Append(resource.Health);
        }

        foreach (var report in resource.HealthReports.Where(report => report.Status is not (null or "Healthy")))
        {
            text.Append(": ").Append(report.Name).Append(": ").Append(report.Description ?? report.Status);
        }

        return text.Length <= MaxReasonLength ? text.ToString() : text.ToString(0, MaxReasonLength - 1) + "…";
    }
}

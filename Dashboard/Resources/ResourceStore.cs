using Belfry.Dashboard.Live;

namespace Belfry.Dashboard.Resources;

/// <summary>Everything the pages show about the app model; <paramref name="Connected"/> is false while no app host feeds it.</summary>
internal sealed record ResourceList(string Application, string? RunId, bool Connected, List<ResourceSnapshot> Resources);

/// <summary>
/// The resources of the running app model. Bounded by <see cref="MaxResources"/>; emptied by the host's next hello, which is
/// followed by every resource anew. They stay on show, marked as not connected, when the host goes away.
/// </summary>
internal sealed class ResourceStore(DashboardOptions options, LiveUpdates live, HealthHistory history)
{
    public const int MaxResources = 500;
    private readonly Lock _gate = new();
    private readonly Dictionary<string, ResourceSnapshot> _resources = new(StringComparer.OrdinalIgnoreCase);
    private string? _application;
    private string? _runId;
    private bool _connected;

    /// <summary>True when this is another run than the one known so far.</summary>
    public bool Begin(HelloMessage hello)
    {
        bool anotherRun;
        lock (_gate)
        {
            anotherRun = _runId != hello.RunId;
            (_application, _runId, _connected) = (hello.Application, hello.RunId, true);
            _resources.Clear();
        }

        live.Publish(LiveTopics.Resources);
        return anotherRun;
    }

    public void Set(ResourceSnapshot resource)
    {
        lock (_gate)
        {
            if (_resources.Count >= MaxResources && !_resources.ContainsKey(resource.Name))
            {
                return;
            }

            _resources[resource.Name] = resource;
        }

        history.Note(resource);
        live.Publish(LiveTopics.Resources);
    }

    public void Remove(string name)
    {
        lock (_gate)
        {
            _resources.Remove(name);
        }

        live.Publish(LiveTopics.Resources);
    }

    public void Disconnect()
    {
        lock (_gate)
        {
            _connected = false;
        }

        history.LoseSight();
        live.Publish(LiveTopics.Resources);
    }

    public ResourceSnapshot? Find(string name)
    {
        lock (_gate)
        {
            return _resources.GetValueOrDefault(name);
        }
    }

    public ResourceList List()
    {
        lock (_gate)
        {
            return new ResourceList(
                _application ?? options.ApplicationName, _runId, _connected,
                [.. _resources.Values.OrderBy(resource => resource.Order).ThenBy(resource => resource.Name, StringComparer.Ordinal)]);
        }
    }
}

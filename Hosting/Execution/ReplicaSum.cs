namespace Aspire.Hosting.Execution;

/// <summary>The state of a resource with replicas: it runs while any of them does, which is what those who call it see.</summary>
internal static class ReplicaSum
{
    public static CustomResourceSnapshot Of(CustomResourceSnapshot whole, CustomResourceSnapshot[] replicas)
    {
        var running = replicas.Where(r => r.State?.Text == KnownResourceStates.Running).ToArray();
        var counted = ResourceProperties.Merge(whole.Properties, [new("replicas", $"{running.Length} of {replicas.Length} running")]);
        if (running.Length > 0)
        {
            var isStart = whole.State?.Text != KnownResourceStates.Running;
            return whole with
            {
                State = new ResourceStateSnapshot(KnownResourceStates.Running, running.Length < replicas.Length ? KnownResourceStateStyles.Warn : null),
                StartTimeStamp = isStart ? running.Min(r => r.StartTimeStamp) : whole.StartTimeStamp,
                HealthReports = isStart ? [.. whole.HealthReports.Select(r => r with { Status = null })] : whole.HealthReports,
                Properties = counted,
            };
        }

        var failed = replicas.FirstOrDefault(r => r.State?.Text == KnownResourceStates.Exited);
        return whole with
        {
            State = failed is null ? new ResourceStateSnapshot(KnownResourceStates.Finished, KnownResourceStateStyles.Success) : failed.State,
            ExitCode = (failed ?? replicas[0]).ExitCode,
            StopTimeStamp = replicas.Max(r => r.StopTimeStamp),
            Properties = counted,
        };
    }
}

namespace Aspire.Hosting.ApplicationModel;

/// <summary>How many processes of a resource run side by side.</summary>
public sealed class ReplicaAnnotation(int replicas = 1) : IResourceAnnotation
{
    /// <summary>The number, 1 or more.</summary>
    public int Replicas => replicas;
}

namespace Aspire.Hosting.Execution;

/// <summary>Finds faults of the model that would otherwise show as a run that never gets healthy.</summary>
internal static class ModelCheck
{
    /// <param name="model">The model.</param>
    /// <param name="canAsk">Whether a person can be asked for parameters without a value; such a parameter is then awaited.</param>
    /// <exception cref="DistributedApplicationException">The model cannot be run.</exception>
    public static void Verify(DistributedApplicationModel model, bool canAsk)
    {
        VerifyOrder(model);
        VerifyParameters(model, canAsk);
    }

    /// <summary>The part that publishing needs too: there, whoever deploys gives the parameters their values.</summary>
    public static void VerifyOrder(DistributedApplicationModel model)
    {
        foreach (var resource in model.Resources)
        {
            VerifyWaits(resource, model);
        }

        VerifyNoCycle(model);
    }

    /// <summary>The resources that have to be there before a resource starts.</summary>
    public static IEnumerable<IResource> Awaited(IResource resource) =>
        resource.Annotations.OfType<WaitAnnotation>().Select(wait => wait.Resource).Distinct();

    private static void VerifyWaits(IResource resource, DistributedApplicationModel model)
    {
        if (Awaited(resource).FirstOrDefault(r => !model.Resources.Contains(r)) is { } stranger)
        {
            throw DistributedApplicationException.Of(
                $"The resource '{resource.Name}' waits for '{stranger.Name}', which is not part of the application.",
                "It was created, but not added to this builder; it would never start.",
                $"Add '{stranger.Name}' with builder.AddResource, or drop the WaitFor.");
        }
    }

    private static void VerifyNoCycle(DistributedApplicationModel model)
    {
        var done = new HashSet<IResource>();
        foreach (var resource in model.Resources)
        {
            Visit(resource, [], done);
        }
    }

    private static void Visit(IResource resource, List<IResource> path, HashSet<IResource> done)
    {
        if (path.IndexOf(resource) is var start and >= 0)
        {
            throw DistributedApplicationException.Of(
                "Resources wait for each other in a circle.",
                $"{string.Join(" waits for ", path.Skip(start).Append(resource).Select(r => r.Name))}.",
                "Drop one WaitFor of this circle; a reference alone (WithReference) does not wait.");
        }

        if (done.Contains(resource))
        {
            return;
        }

        path.Add(resource);
        foreach (var awaited in Awaited(resource))
        {
            Visit(awaited, path, done);
        }

        path.RemoveAt(path.Count - 1);
        done.Add(resource);
    }

    private static void VerifyParameters(DistributedApplicationModel model, bool canAsk)
    {
        var missing = new List<MissingParameterValueException>();
        foreach (var (shown, parameter) in ParameterPrompt.Of(model))
        {
            try
            {
                _ = parameter.Value;
            }
            catch (MissingParameterValueException) when (canAsk)
            {
                parameter.Await();
            }
            catch (MissingParameterValueException) when (shown != parameter || parameter.IsConnectionString)
            {
                // A connection string: whether it is needed shows when it is.
            }
            catch (MissingParameterValueException fault)
            {
                missing.Add(fault);
            }
        }

        if (missing.Count > 0)
        {
            throw missing.Count == 1 ? missing[0] : new MissingParameterValueException(string.Join('\n', missing.Select(m => m.Message)));
        }
    }
}

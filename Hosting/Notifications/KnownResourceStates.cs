namespace Aspire.Hosting.ApplicationModel;

/// <summary>The states of the engine. A resource of an own kind may have others.</summary>
public static class KnownResourceStates
{
    /// <summary>Not asked to start.</summary>
    public static readonly string NotStarted = "NotStarted";

    /// <summary>Waiting for another resource.</summary>
    public static readonly string Waiting = "Waiting";

    /// <summary>Working, of a resource that is no process.</summary>
    public static readonly string Active = "Active";

    /// <summary>The container engine does not answer.</summary>
    public static readonly string RuntimeUnhealthy = "RuntimeUnhealthy";

    /// <summary>Its image is being built.</summary>
    public static readonly string Building = "Building";

    /// <summary>Being started.</summary>
    public static readonly string Starting = "Starting";

    /// <summary>Running; see health for whether it works.</summary>
    public static readonly string Running = "Running";

    /// <summary>Being stopped.</summary>
    public static readonly string Stopping = "Stopping";

    /// <summary>Ended as it should: exit code 0, or stopped on request.</summary>
    public static readonly string Finished = "Finished";

    /// <summary>Ended by itself with an exit code other than 0.</summary>
    public static readonly string Exited = "Exited";

    /// <summary>Could not be started.</summary>
    public static readonly string FailedToStart = "FailedToStart";

    /// <summary>A parameter without a value.</summary>
    public static readonly string ValueMissing = "ValueMissing";

    /// <summary>Hidden from the list.</summary>
    public static readonly string Hidden = "Hidden";

    /// <summary>The states that a resource leaves only by a new start.</summary>
    public static readonly IReadOnlyList<string> TerminalStates = [Finished, Exited, FailedToStart];
}

/// <summary>The colours of states.</summary>
public static class KnownResourceStateStyles
{
    /// <summary>All is well.</summary>
    public static readonly string Success = "success";

    /// <summary>Worth knowing.</summary>
    public static readonly string Info = "info";

    /// <summary>Needs a look.</summary>
    public static readonly string Warn = "warning";

    /// <summary>Broken.</summary>
    public static readonly string Error = "error";
}

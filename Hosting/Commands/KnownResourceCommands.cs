namespace Aspire.Hosting.ApplicationModel;

/// <summary>Names of commands that the engine itself adds.</summary>
public static class KnownResourceCommands
{
    /// <summary>Starts a resource that is not running.</summary>
    public static readonly string StartCommand = "start";

    /// <summary>Stops a resource and everything it started.</summary>
    public static readonly string StopCommand = "stop";

    /// <summary>Stops a resource and starts it again.</summary>
    public static readonly string RestartCommand = "restart";

    /// <summary>Sets the value of a parameter.</summary>
    public static readonly string SetParameterCommand = "set-parameter";
}

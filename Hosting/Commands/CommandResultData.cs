namespace Aspire.Hosting.ApplicationModel;

/// <summary>The form of what a command gives back.</summary>
public enum CommandResultFormat
{
    /// <summary>Plain text.</summary>
    Text = 0,

    /// <summary>JSON.</summary>
    Json = 1,

    /// <summary>Markdown.</summary>
    Markdown = 2,
}

/// <summary>What a command gives back beside its message.</summary>
public sealed class CommandResultData
{
    /// <summary>The text.</summary>
    public required string Value { get; init; }

    /// <summary>Its form; plain text by default.</summary>
    public CommandResultFormat Format { get; init; }

    /// <summary>Whether it is shown at once, not only on request.</summary>
    public bool DisplayImmediately { get; init; }
}

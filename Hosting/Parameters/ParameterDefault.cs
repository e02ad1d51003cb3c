using Aspire.Hosting.Publishing;

namespace Aspire.Hosting.ApplicationModel;

/// <summary>Where a parameter's value comes from when configuration has none.</summary>
public abstract class ParameterDefault
{
    /// <summary>The value.</summary>
    public abstract string GetDefaultValue();

    /// <summary>Writes what a manifest says of it, into the open object <c>default</c>.</summary>
    public abstract void WriteToManifest(ManifestPublishingContext context);
}

/// <summary>A default that is written in the model.</summary>
internal sealed class ConstantParameterDefault(Func<string> value) : ParameterDefault
{
    /// <summary>Whether a manifest carries the value, in clear.</summary>
    public bool IsPublished { get; init; }

    public override string GetDefaultValue() => value();

    public override void WriteToManifest(ManifestPublishingContext context) => context.Writer.WriteString("value", GetDefaultValue());
}

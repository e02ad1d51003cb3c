namespace Aspire.Hosting.ApplicationModel;

/// <summary>A value that comes from outside: configuration key <c>Parameters:{name}</c>, user secrets, or a generated default.</summary>
public class ParameterResource : Resource, IExpressionValue, IResourceWithoutLifetime
{
    private readonly Lazy<string> _value;
    private volatile string? _given;
    private volatile TaskCompletionSource<string?>? _awaited;

    /// <summary>Describes a parameter.</summary>
    /// <param name="name">Its name.</param>
    /// <param name="callback">Finds the value, given the default; called once.</param>
    /// <param name="secret">True masks it everywhere.</param>
    public ParameterResource(string name, Func<ParameterDefault?, string> callback, bool secret = false) : base(name)
    {
        _value = new Lazy<string>(() => callback(Default));
        Secret = secret;
    }

    /// <summary>The value when configuration has none.</summary>
    public ParameterDefault? Default { get; set; }

    /// <summary>What it is for.</summary>
    public string? Description { get; set; }

    /// <summary>Whether the description is Markdown.</summary>
    public bool EnableDescriptionMarkdown { get; set; }

    /// <summary>Whether it is shown and logged masked.</summary>
    public bool Secret { get; }

    /// <summary>Whether it holds a connection string; its configuration key is then <c>ConnectionStrings:{name}</c>.</summary>
    public bool IsConnectionString { get; set; }

    /// <inheritdoc/>
    public string ValueExpression => $"{{{Name}.value}}";

    /// <summary>The value.</summary>
    /// <exception cref="MissingParameterValueException">There is none, or none yet.</exception>
    public string Value => _given ?? _value.Value;

    /// <summary>The value; while a run waits for a person to set it, this waits too.</summary>
    /// <exception cref="MissingParameterValueException">There is none.</exception>
    public ValueTask<string?> GetValueAsync(CancellationToken cancellationToken) =>
        _given is null && _awaited is { } awaited ? new(awaited.Task.WaitAsync(cancellationToken)) : new(Value);

    /// <summary>Whether a run waits for a person to set the value.</summary>
    internal bool IsAwaited => _given is null && _awaited is not null;

    internal string ConfigurationKey { get => field ?? (IsConnectionString ? $"ConnectionStrings:{Name}" : $"Parameters:{Name}"); init; }

    /// <summary>From now on those who need the value wait until it is set.</summary>
    internal void Await() => _awaited ??= new(TaskCreationOptions.RunContinuationsAsynchronously);

    /// <summary>Gives it another value for the rest of the run.</summary>
    internal void Set(string value)
    {
        _given = value;
        _awaited?.TrySetResult(value);
    }
}

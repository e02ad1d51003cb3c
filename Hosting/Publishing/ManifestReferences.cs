using System.Text.Json;

namespace Aspire.Hosting.Publishing;

/// <summary>
/// Turns values into manifest text, and remembers what that text names: resources that may not be in the model, and parameters in another
/// form (<c>{password:uri}</c>), for which the manifest has entries of their own.
/// </summary>
internal sealed class ManifestReferences
{
    private readonly Dictionary<string, IResource> _resources = new(StringComparer.OrdinalIgnoreCase);
    private readonly Dictionary<(ParameterResource Parameter, string Format), string> _formatted = [];
    private readonly HashSet<string> _written = [];
    private readonly HashSet<object> _path = [];
    private readonly HashSet<string> _names = new(StringComparer.OrdinalIgnoreCase);

    /// <summary>The names that the model has taken.</summary>
    public void Reserve(IEnumerable<string> names) => _names.UnionWith(names);

    /// <summary>Resources that were referred to and are not in the model.</summary>
    public IEnumerable<IResource> Outside(DistributedApplicationModel model) =>
        [.. _resources.Values.Where(r => !model.Resources.TryGetByName(r.Name, out _))];

    /// <summary>Follows a value to the resources it is made of.</summary>
    public void Add(object? value)
    {
        if (value is IResourceBuilder<IResource> builder)
        {
            value = builder.Resource;
        }

        if (value is ReferenceExpression expression)
        {
            // Names the formatted parameters.
            _ = TextOf(expression);
        }

        if (value is IResource resource)
        {
            _resources.TryAdd(resource.Name, resource);
        }
        else if (value is IValueWithReferences composite && _path.Add(value))
        {
            foreach (var part in composite.References)
            {
                Add(part);
            }

            _path.Remove(value);
        }
    }

    /// <summary>What the manifest has in place of a value.</summary>
    public string? TextOf(object? value) => value switch
    {
        null => null,
        ReferenceExpression expression => TextOf(expression),
        IManifestExpressionProvider later => later.ValueExpression,
        IResourceBuilder<IResource> { Resource: IManifestExpressionProvider later } => later.ValueExpression,
        bool flag => flag ? "true" : "false",
        _ => value.ToString(),
    };

    /// <summary>Writes the entries for a parameter's other forms; all that are left without a parameter.</summary>
    public void WriteFormatted(Utf8JsonWriter json, ParameterResource? only = null)
    {
        foreach (var (key, name) in _formatted.Where(f => (only is null || f.Key.Parameter == only) && _written.Add(f.Value)))
        {
            json.WriteStartObject(name);
            json.WriteString("type", "annotated.string");
            json.WriteString("value", key.Parameter.ValueExpression);
            json.WriteString("filter", key.Format);
            json.WriteEndObject();
        }
    }

    private string TextOf(ReferenceExpression expression)
    {
        var parts = new object?[expression.ValueProviders.Count];
        for (var i = 0; i < parts.Length; i++)
        {
            parts[i] = expression.StringFormats[i] is { Length: > 0 } format && ParameterOf(expression.ValueProviders[i]) is { } parameter
                ? $"{{{NameOf(parameter, format)}.value}}"
                : TextOf(expression.ValueProviders[i]);
        }

        return string.Format(expression.Format, parts);
    }

    private string NameOf(ParameterResource parameter, string format)
    {
        if (_formatted.TryGetValue((parameter, format), out var known))
        {
            return known;
        }

        var name = $"{parameter.Name}-{format.ToLowerInvariant()}-encoded";
        for (var i = 1; !_names.Add(name); i++)
        {
            name = $"{parameter.Name}-{format.ToLowerInvariant()}-encoded-{i}";
        }

        _formatted.Add((parameter, format), name);
        return name;
    }

    private static ParameterResource? ParameterOf(IValueProvider value) => value switch
    {
        ParameterResource parameter => parameter,
        ReferenceExpression { Format: "{0}", ValueProviders: [ParameterResource parameter] } => parameter,
        _ => null,
    };
}

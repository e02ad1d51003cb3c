using System.Collections;
using System.Diagnostics.CodeAnalysis;
using System.Globalization;

namespace Aspire.Hosting;

/// <summary>Inputs by place and by name, ignoring case.</summary>
public sealed class InteractionInputCollection : IReadOnlyList<InteractionInput>
{
    private readonly IReadOnlyList<InteractionInput> _inputs;
    private readonly Dictionary<string, InteractionInput> _byName = new(StringComparer.OrdinalIgnoreCase);

    /// <summary>A collection of inputs.</summary>
    /// <exception cref="DistributedApplicationException">Two have one name.</exception>
    public InteractionInputCollection(IReadOnlyList<InteractionInput> inputs)
    {
        _inputs = inputs;
        foreach (var input in inputs)
        {
            if (!_byName.TryAdd(input.Name, input))
            {
                throw DistributedApplicationException.Of(
                    $"Two inputs are named '{input.Name}'.", "An answer could not be told from the other (names ignore case).", "Give one of them another name.");
            }
        }
    }

    /// <summary>How many there are.</summary>
    public int Count => _inputs.Count;

    /// <summary>Their names.</summary>
    public IEnumerable<string> Names => _inputs.Select(input => input.Name);

    /// <summary>The input at a place, from 0.</summary>
    public InteractionInput this[int index] => _inputs[index];

    /// <summary>The input of a name.</summary>
    /// <exception cref="KeyNotFoundException">There is none.</exception>
    public InteractionInput this[string name] => TryGetByName(name, out var input) ? input : throw new KeyNotFoundException(
        $"There is no input named '{name}'; there are: {string.Join(", ", Names)}.");

    /// <summary>Finds an input by name.</summary>
    public bool TryGetByName(string name, [NotNullWhen(true)] out InteractionInput? input) => _byName.TryGetValue(name, out input);

    /// <summary>Whether there is an input of that name.</summary>
    public bool ContainsName(string name) => _byName.ContainsKey(name);

    /// <summary>The value of an input; null when it has none.</summary>
    public string? GetString(string name) => this[name].Value;

    /// <summary>Whether the value of an input is <c>true</c>; false when it has none.</summary>
    /// <exception cref="FormatException">It is neither true nor false.</exception>
    public bool GetBoolean(string name) => this[name].Value is { Length: > 0 } value && bool.Parse(value);

    /// <summary>The value of an input as a whole number.</summary>
    /// <exception cref="FormatException">It is none, or there is no value.</exception>
    public int GetInt32(string name) => int.Parse(this[name].Value ?? "", NumberStyles.Integer, CultureInfo.InvariantCulture);

    /// <summary>The value of an input as a number.</summary>
    /// <exception cref="FormatException">It is none, or there is no value.</exception>
    public double GetDouble(string name) => double.Parse(this[name].Value ?? "", NumberStyles.Float, CultureInfo.InvariantCulture);

    /// <summary>All of them, in a new array.</summary>
    public InteractionInput[] ToArray() => [.. _inputs];

    /// <inheritdoc/>
    public IEnumerator<InteractionInput> GetEnumerator() => _inputs.GetEnumerator();

    IEnumerator IEnumerable.GetEnumerator() => GetEnumerator();
}

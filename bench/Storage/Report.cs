using System.Globalization;
using System.Text.Json;

namespace Belfry.Bench.Storage;

/// <summary>The figures of a measurement, as a table or as one JSON object.</summary>
internal sealed class Report
{
    private readonly List<(string Name, double Value, string Unit)> _figures = [];

    public void Add(string name, double value, string unit) => _figures.Add((name, value, unit));

    /// <summary>Adds a figure or, when it is there already, the larger one.</summary>
    public void Keep(string name, double value, string unit)
    {
        var known = _figures.FindIndex(figure => figure.Name == name);
        if (known < 0)
        {
            Add(name, value, unit);
        }
        else
        {
            _figures[known] = (name, Math.Max(value, _figures[known].Value), unit);
        }
    }

    public void Print(bool json)
    {
        if (json)
        {
            Console.WriteLine(JsonSerializer.Serialize(_figures.ToDictionary(figure => figure.Name, figure => new { value = figure.Value, unit = figure.Unit })));
            return;
        }

        foreach (var (name, value, unit) in _figures)
        {
            Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{name,-58} {value,12:#,0.00} {unit}"));
        }
    }
}

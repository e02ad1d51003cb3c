namespace Belfry.Bench.Hosting;

/// <summary>One figure, measured several times. A shared machine adds time and never takes any away, so the least is told beside the median.</summary>
internal sealed class Figures(string name, string unit)
{
    private readonly List<double> _values = [];

    public void Add(double value) => _values.Add(value);

    public void Print()
    {
        _values.Sort();
        Console.WriteLine($"{name,-34} least {_values[0],8:0.00} {unit}   median {_values[_values.Count / 2],8:0.00} {unit}   most {_values[^1],8:0.00} {unit}");
    }
}

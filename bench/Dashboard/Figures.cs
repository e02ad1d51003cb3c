namespace Belfry.Bench.Dashboard;

/// <summary>One figure, measured several times. A shared machine adds time and never takes any away, so the least is told beside the median.</summary>
internal sealed class Figures(string name, string unit)
{
    private readonly List<double> _values = [];

    public double Median => _values.Order().ElementAt(_values.Count / 2);

    public void Add(double value) => _values.Add(value);

    public void Print() =>
        Console.WriteLine($"{name,-44} least {_values.Min(),10:#,0.0}   median {Median,10:#,0.0}   most {_values.Max(),10:#,0.0} {unit}");
}

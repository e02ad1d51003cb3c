namespace Belfry.Dashboard.Metrics;

internal sealed record InstrumentView(string Resource, string Meter, string Name, string Unit, string Description, string Kind, int Series);

internal sealed record InstrumentList(List<InstrumentView> Instruments);

/// <summary>An attribute of an instrument's series and the values it takes.</summary>
internal sealed record DimensionView(string Key, List<string> Values);

/// <summary>One line of a chart: a value per time, null where there is none.</summary>
internal sealed record ChartLine(string Label, List<double?> Values);

/// <summary>How many measurements fell into each bucket in each step; <paramref name="Counts"/> is by time, then by bucket.</summary>
internal sealed record HeatMap(double[] Bounds, List<double[]> Counts);

/// <summary>
/// What a chart needs. <paramref name="Times"/> are the ends of equal steps in milliseconds since 1970; a counter's values are per second,
/// a histogram has three percentile lines and a heat map. <paramref name="Omitted"/> series were left out of the lines.
/// </summary>
internal sealed record ChartData(
    InstrumentView Instrument, List<DimensionView> Dimensions, List<double> Times, List<ChartLine> Lines, ChartLine? Rate, HeatMap? Heat,
    List<ExemplarView> Exemplars, int Omitted);

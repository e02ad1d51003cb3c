namespace Belfry.Dashboard.Home;

/// <summary>
/// One figure of a service: as it is now, and over the last minutes in equal steps (null where nothing was measured). <paramref name="Unit"/> is UCUM
/// (<c>s</c>, <c>ms</c>, <c>By</c>, <c>1/s</c>, <c>%</c>); <paramref name="Name"/> is the instrument it was read from, in <paramref name="Meter"/>, or empty for spans.
/// </summary>
internal sealed record Vital(double? Now, List<double?> Values, string Unit, string Meter, string Name);

/// <summary>How a service does; what it does not report is null.</summary>
internal sealed record ServiceVitals(string Resource, Vital? Rate, Vital? Errors, Vital? Latency, Vital? Lag, Vital? Memory);

/// <summary><paramref name="From"/> and <paramref name="To"/> are in milliseconds since 1970.</summary>
internal sealed record HomeView(double From, double To, List<ServiceVitals> Services);

namespace Belfry.Dashboard.Otlp;

/// <summary>From a moment (included) to another (not included), in nanoseconds since 1970.</summary>
internal readonly record struct TimeRange(ulong From, ulong To)
{
    public static TimeRange All => new(0, ulong.MaxValue);

    public bool Contains(ulong time) => time >= From && time < To;
}

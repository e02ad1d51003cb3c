namespace Belfry.Bench;

/// <summary>How much is measured: the full form gives the figures, the quick one shows in a minute or two for each name that everything works.</summary>
internal sealed record Form(bool Quick)
{
    /// <summary>Each of them measures every subject once.</summary>
    public int Rounds => Quick ? 2 : 5;

    /// <summary>How long one subject is loaded in one round.</summary>
    public TimeSpan Turn => TimeSpan.FromSeconds(Quick ? 1 : 2);

    /// <summary>Before it counts: connections are made and code is compiled.</summary>
    public TimeSpan WarmUp => TimeSpan.FromSeconds(Quick ? 1 : 2);
}

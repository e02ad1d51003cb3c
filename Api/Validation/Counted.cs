namespace Belfry.Api.Validation;

/// <summary>Why the attributes for lengths may be used in a program compiled to native code.</summary>
internal static class Counted
{
    public const string ByItself = "A list that was read from JSON says its length itself; only of other types would it be looked for by reflection.";
}

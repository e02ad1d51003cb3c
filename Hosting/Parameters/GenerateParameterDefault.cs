using System.Security.Cryptography;
using Aspire.Hosting.Publishing;

namespace Aspire.Hosting.ApplicationModel;

/// <summary>A random default from a cryptographic generator.</summary>
public sealed class GenerateParameterDefault : ParameterDefault
{
    // Characters that look alike in many fonts are left out; special ones are safe in shells, connection strings and URLs.
    private const string LowerCharacters = "abcdefghjkmnpqrstuvwxyz";
    private const string UpperCharacters = "ABCDEFGHJKMNPQRSTUVWXYZ";
    private const string NumericCharacters = "0123456789";
    private const string SpecialCharacters = "-_.{}~()*+!";

    /// <summary>Length, 1 or more; 22 by default.</summary>
    public int MinLength { get; set; } = 22;

    /// <summary>Whether it has lower case letters; true by default.</summary>
    public bool Lower { get; set; } = true;

    /// <summary>Whether it has upper case letters; true by default.</summary>
    public bool Upper { get; set; } = true;

    /// <summary>Whether it has digits; true by default.</summary>
    public bool Numeric { get; set; } = true;

    /// <summary>Whether it has special characters; true by default.</summary>
    public bool Special { get; set; } = true;

    /// <summary>How many lower case letters at least.</summary>
    public int MinLower { get; set; }

    /// <summary>How many upper case letters at least.</summary>
    public int MinUpper { get; set; }

    /// <summary>How many digits at least.</summary>
    public int MinNumeric { get; set; }

    /// <summary>How many special characters at least.</summary>
    public int MinSpecial { get; set; }

    /// <summary>A new random text on every call.</summary>
    /// <exception cref="DistributedApplicationException">No kind of character is allowed.</exception>
    public override string GetDefaultValue()
    {
        (bool Allowed, int Minimum, string Characters)[] kinds =
        [
            (Lower, MinLower, LowerCharacters),
            (Upper, MinUpper, UpperCharacters),
            (Numeric, MinNumeric, NumericCharacters),
            (Special, MinSpecial, SpecialCharacters),
        ];
        var allowed = string.Concat(kinds.Where(k => k.Allowed).Select(k => k.Characters));
        if (allowed.Length == 0)
        {
            throw DistributedApplicationException.Of(
                "A parameter's value cannot be generated.",
                "Lower, Upper, Numeric and Special are all false, so no character is allowed.",
                "Allow at least one kind of character.");
        }

        var required = string.Concat(kinds.Where(k => k.Allowed).Select(k => RandomNumberGenerator.GetString(k.Characters, k.Minimum)));
        var text = (required + RandomNumberGenerator.GetString(allowed, Math.Max(0, MinLength - required.Length))).ToCharArray();
        RandomNumberGenerator.Shuffle<char>(text);
        return new string(text);
    }

    /// <summary>Writes the rule, not a value. What the schema takes as given (every kind of character is allowed, none is required) is left out.</summary>
    public override void WriteToManifest(ManifestPublishingContext context)
    {
        var json = context.Writer;
        json.WriteStartObject("generate");
        json.WriteNumber("minLength", MinLength);
        (string Name, bool Allowed)[] kinds = [("lower", Lower), ("upper", Upper), ("numeric", Numeric), ("special", Special)];
        foreach (var kind in kinds.Where(k => !k.Allowed))
        {
            json.WriteBoolean(kind.Name, false);
        }

        (string Name, int Count)[] minima =
            [("minLower", MinLower), ("minUpper", MinUpper), ("minNumeric", MinNumeric), ("minSpecial", MinSpecial)];
        foreach (var minimum in minima.Where(m => m.Count > 0))
        {
            json.WriteNumber(minimum.Name, minimum.Count);
        }

        json.WriteEndObject();
    }
}

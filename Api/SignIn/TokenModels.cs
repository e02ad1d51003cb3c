using System.ComponentModel.DataAnnotations;
using System.Diagnostics.CodeAnalysis;
using System.Text.Json.Serialization;
using Belfry.Api.Json;
using Belfry.Api.Validation;

namespace Belfry.Api.SignIn;

/// <summary>An API token, by which a script signs in: `Authorization: Bearer SECRET`.</summary>
/// <param name="Id">To revoke it by.</param>
/// <param name="Name">What it is for.</param>
/// <param name="Scopes">What it allows, of what its person may do.</param>
/// <param name="CreatedAt">When it was made, in UTC.</param>
/// <param name="SeenAt">When it was last used, in UTC, to the hour.</param>
/// <param name="ExpiresAt">When it ends by itself, in UTC.</param>
internal sealed record Token(Guid Id, string Name, IReadOnlyList<Scope> Scopes, DateTime CreatedAt, DateTime? SeenAt, DateTime? ExpiresAt);

/// <summary>A token just made.</summary>
/// <param name="Token">What is known of it from now on.</param>
/// <param name="Secret">Shown this once.</param>
internal sealed record NewToken(Token Token, string Secret);

/// <summary>What an API token allows.</summary>
[JsonConverter(typeof(EnumNames<Scope>))]
internal enum Scope
{
    Read = Scopes.Read,

    Write = Scopes.Write,

    Control = Scopes.Control,
}

/// <summary>What a client says about a new token.</summary>
internal sealed record TokenInput
{
    /// <summary>1 to 100 characters on one line.</summary>
    [Required, PlainText(100, MinimumLength = 1)]
    public string Name { get; init => field = value?.Trim()!; } = "";

    /// <summary>At least one of `read`, `write` and `control`; none includes another.</summary>
    [Required, MinLength(1), MaxLength(3)]
    [UnconditionalSuppressMessage("Trimming", "IL2026", Justification = Counted.ByItself)]
    public IReadOnlyList<Scope> Scopes { get; init; } = [];

    /// <summary>When it is to end by itself, in UTC; null for never.</summary>
    public DateTime? ExpiresAt { get; init; }
}

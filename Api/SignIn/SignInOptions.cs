using System.ComponentModel.DataAnnotations;

namespace Belfry.Api.SignIn;

/// <summary>The section <c>Auth</c>.</summary>
internal sealed class SignInOptions
{
    /// <summary>
    /// The first owner's password, 10 to 200 characters, for a server that has none yet; also from <c>ADMIN_PASSWORD</c>, or the file in
    /// <c>ADMIN_PASSWORD_FILE</c>. Without it the log shows a one-time token.
    /// </summary>
    [StringLength(Passwords.MaxLength, MinimumLength = Passwords.MinLength)]
    public string? AdminPassword { get; init; }

    /// <summary>Whether the first owner gets demo data, also from <c>Seed=true</c>; in Development only.</summary>
    public bool Seed { get; init; }

    public static IEnumerable<(string Property, string Fault)> Check(SignInOptions options, IHostEnvironment environment) =>
        options.Seed && !environment.IsDevelopment() ? [(nameof(Seed), "Demo data (Seed=true) is for Development only.")] : [];
}

using System.ComponentModel.DataAnnotations;
using System.Text.Json.Serialization;
using Belfry.Api.Json;
using Belfry.Api.SignIn;
using Belfry.Api.Validation;

namespace Belfry.Api.People;

/// <summary>Somebody with an account.</summary>
/// <param name="Id">A UUIDv7: ids sort by creation.</param>
/// <param name="Account">What is typed to sign in.</param>
/// <param name="Name">What others call this person.</param>
/// <param name="Role">What this person may do besides keeping lists.</param>
/// <param name="State">Whether this person can sign in.</param>
/// <param name="CreatedAt">When the account was made, in UTC.</param>
internal sealed record Person(Guid Id, string Account, string Name, Role Role, PersonState State, DateTime CreatedAt);

/// <summary>What a person may do besides keeping lists. Nobody sees the lists of others.</summary>
[JsonConverter(typeof(EnumNames<Role>))]
internal enum Role
{
    /// <summary>Nothing more.</summary>
    Member,

    /// <summary>Looks after the database and its backups.</summary>
    Operator,

    /// <summary>Does so too, and decides who has an account.</summary>
    Owner,
}

/// <summary>Whether a person can sign in.</summary>
[JsonConverter(typeof(EnumNames<PersonState>))]
internal enum PersonState
{
    Active,

    /// <summary>Has not set a password yet.</summary>
    Invited,
    Disabled,
}

/// <summary>Who is invited.</summary>
internal sealed record PersonInput
{
    public const int MaxAccountLength = 40;
    public const int MaxNameLength = 100;

    /// <summary>1 to 40 letters, digits, dots, hyphens or underscores; kept in lower case.</summary>
    [Required, AccountName]
    public string Account { get; init => field = value?.Trim().ToLowerInvariant()!; } = "";

    /// <summary>1 to 100 characters on one line.</summary>
    [Required, PlainText(MaxNameLength, MinimumLength = 1)]
    public string Name { get; init => field = value?.Trim()!; } = "";

    public Role Role { get; init; }
}

/// <summary>What an owner changes about a person.</summary>
internal sealed record PersonChange
{
    /// <summary>1 to 100 characters on one line.</summary>
    [Required, PlainText(PersonInput.MaxNameLength, MinimumLength = 1)]
    public string Name { get; init => field = value?.Trim()!; } = "";

    [JsonRequired]
    public Role Role { get; init; }

    /// <summary>Whether this person is kept out; the lists stay.</summary>
    [JsonRequired]
    public bool Disabled { get; init; }
}

/// <summary>A person, and the way in.</summary>
/// <param name="Person">Who is invited.</param>
/// <param name="Token">Shown this once: whoever has it sets the person's password.</param>
/// <param name="ExpiresAt">Until when, in UTC.</param>
internal sealed record Invitation(Person Person, string Token, DateTime ExpiresAt);

/// <summary>How an invitation is accepted.</summary>
internal sealed record InvitationAnswer
{
    [Required, PlainText(SecretHash.MaxLength, MinimumLength = 1)]
    public string Token { get; init; } = "";

    /// <summary>10 to 200 characters.</summary>
    [Required, PlainText(Passwords.MaxLength, MinimumLength = Passwords.MinLength)]
    public string Password { get; init; } = "";
}

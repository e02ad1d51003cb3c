using System.ComponentModel.DataAnnotations;
using System.Text.Json.Serialization;
using Belfry.Api.Json;
using Belfry.Api.People;
using Belfry.Api.Validation;

namespace Belfry.Api.SignIn;

/// <summary>Who is signed in, and whether this server has an owner yet.</summary>
/// <param name="Person">Null when nobody is signed in.</param>
/// <param name="SetUp">`done`, or what the first visitor has to do.</param>
/// <param name="LastEvent">The id after which `/api/events` has to tell, so that nothing is missed between what is read now and the connection; null when nobody is signed in.</param>
internal sealed record SessionState(Person? Person, SetUp SetUp, string? LastEvent);

/// <summary>Whether this server has an owner yet.</summary>
[JsonConverter(typeof(EnumNames<SetUp>))]
internal enum SetUp
{
    /// <summary>There is an owner.</summary>
    Done,

    /// <summary>The first owner needs the one-time token from the server's log.</summary>
    Token,

    /// <summary>In Development anybody may become the owner.</summary>
    Open,
}

/// <summary>What is typed to sign in.</summary>
internal sealed record SignInInput
{
    /// <summary>The account's name; capitals do not matter.</summary>
    [Required, PlainText(PersonInput.MaxAccountLength, MinimumLength = 1)]
    public string Account { get; init => field = value?.Trim().ToLowerInvariant()!; } = "";

    [Required, PlainText(Passwords.MaxLength, MinimumLength = 1)]
    public string Password { get; init; } = "";
}

/// <summary>What makes the first owner.</summary>
internal sealed record SetUpInput
{
    /// <summary>The one-time token from the server's log; not needed in Development.</summary>
    [PlainText(SecretHash.MaxLength)]
    public string? Token { get; init; }

    /// <summary>1 to 40 letters, digits, dots, hyphens or underscores; kept in lower case.</summary>
    [Required, AccountName]
    public string Account { get; init => field = value?.Trim().ToLowerInvariant()!; } = "";

    /// <summary>What others call this person: 1 to 100 characters.</summary>
    [Required, PlainText(PersonInput.MaxNameLength, MinimumLength = 1)]
    public string Name { get; init => field = value?.Trim()!; } = "";

    /// <summary>10 to 200 characters.</summary>
    [Required, PlainText(Passwords.MaxLength, MinimumLength = Passwords.MinLength)]
    public string Password { get; init; } = "";
}

/// <summary>A change of one's own password.</summary>
internal sealed record PasswordInput
{
    [Required, PlainText(Passwords.MaxLength, MinimumLength = 1)]
    public string Old { get; init; } = "";

    /// <summary>10 to 200 characters.</summary>
    [Required, PlainText(Passwords.MaxLength, MinimumLength = Passwords.MinLength)]
    public string New { get; init; } = "";
}

/// <summary>A browser in which a person is signed in.</summary>
/// <param name="Id">To end it by.</param>
/// <param name="Device">What the browser called itself.</param>
/// <param name="Current">Whether it is the one that asks.</param>
/// <param name="CreatedAt">When it began, in UTC.</param>
/// <param name="SeenAt">When it was last used, in UTC, to the hour.</param>
/// <param name="ExpiresAt">When it ends by itself, in UTC.</param>
internal sealed record Session(Guid Id, string Device, bool Current, DateTime CreatedAt, DateTime SeenAt, DateTime ExpiresAt);

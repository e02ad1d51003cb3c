using System.Security.Claims;
using Belfry.Api.Data;
using Belfry.Api.People;

namespace Belfry.Api.SignIn;

/// <summary>Who makes a request, and what the credential allows. One object serves all requests with the same credential.</summary>
internal sealed class Caller(Guid id, string account, Role role, Guid credential, Scopes scopes, long expiresAt)
    : ClaimsPrincipal(new ClaimsIdentity([new Claim(ClaimTypes.NameIdentifier, id.ToColumn()), new Claim(ClaimTypes.Role, role.ToString())], "Belfry"))
{
    public Guid Id { get; } = id;

    /// <summary>The id as columns hold it.</summary>
    public string Key { get; } = id.ToColumn();

    public string Account { get; } = account;

    public Role Role { get; } = role;

    /// <summary>The session's or token's id.</summary>
    public Guid Credential { get; } = credential;

    public Scopes Scopes { get; } = scopes;

    /// <summary>In Unix milliseconds.</summary>
    public long ExpiresAt { get; } = expiresAt;

    /// <summary>For handlers whose access policy has let the request pass.</summary>
    public static ValueTask<Caller> BindAsync(HttpContext context) => new((Caller)context.User);

    public bool May(Scopes scope) => (Scopes & scope) != 0;
}

/// <summary>What a credential allows. A session allows all that its person may do; a token what it was made for.</summary>
[Flags]
internal enum Scopes
{
    Read = 1,
    Write = 2,
    Control = 4,

    /// <summary>A person at a browser: passwords, tokens and people are not for scripts.</summary>
    Session = 8,
    Everything = Read | Write | Control | Session,
}

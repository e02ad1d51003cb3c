using Belfry.Api.People;
using Belfry.Api.Protection;
using Belfry.ServiceDefaults;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Authorization.Policy;

namespace Belfry.Api.SignIn;

/// <summary>The policies of endpoints. An endpoint without one is open to everybody; the authorization matrix test lists those.</summary>
internal static class Access
{
    public const string Read = nameof(Read);
    public const string Write = nameof(Write);

    /// <summary>One's own password, sessions and tokens: from a session only, so that a leaked token cannot make itself at home.</summary>
    public const string Account = nameof(Account);

    /// <summary>Owners, from a session.</summary>
    public const string People = nameof(People);

    /// <summary>Operators and owners.</summary>
    public const string Control = nameof(Control);

    public static void AddSignIn(this WebApplicationBuilder builder)
    {
        var services = builder.Services;
        // No scheme of authentication: there is one way to sign in, and a handler of the framework's would be made anew for each request.
        services.AddSingleton<IAuthorizationMiddlewareResultHandler, AccessRefusal>();
        // By itself every request makes these anew, by reflection in a program compiled to native code; none of them has a state.
        services.AddSingleton<IAuthorizationService, DefaultAuthorizationService>();
        services.AddSingleton<IAuthorizationEvaluator, DefaultAuthorizationEvaluator>();
        services.AddSingleton<IPolicyEvaluator, PolicyEvaluator>();
        services.AddAuthorizationBuilder()
            .AddPolicy(Read, policy => policy.RequireAssertion(context => context.User is Caller caller && caller.May(Scopes.Read)))
            .AddPolicy(Write, policy => policy.RequireAssertion(context => context.User is Caller caller && caller.May(Scopes.Write)))
            .AddPolicy(Account, policy => policy.RequireAssertion(context => context.User is Caller caller && caller.May(Scopes.Session)))
            .AddPolicy(People, policy => policy.RequireAssertion(context => context.User is Caller { Role: Role.Owner } caller && caller.May(Scopes.Session)))
            .AddPolicy(Control, policy => policy.RequireAssertion(
                context => context.User is Caller { Role: Role.Owner or Role.Operator } caller && caller.May(Scopes.Control)));
        if (builder.Configuration.FindSecret("ADMIN_PASSWORD") is { } password)
        {
            builder.Configuration["Auth:AdminPassword"] = password;
        }

        if (builder.Configuration["Seed"] is { } seed)
        {
            builder.Configuration["Auth:Seed"] = seed;
        }

        services.AddValidatedOptions<SignInOptions>("Auth", options => SignInOptions.Check(options, builder.Environment));
        services.AddSingleton<OwnerSetUp>();
        services.AddSingleton<Credentials>();
        services.AddSingleton<Passwords>();
        services.AddSingleton<SignInThrottle>();
    }

    /// <summary>Says who calls, slows down who calls too often, refuses what another site's page sends, and applies the policies.</summary>
    public static void UseSignIn(this WebApplication app)
    {
        app.UseMiddleware<CallerFinder>();
        app.UseMiddleware<RequestRate>();
        app.UseMiddleware<CrossSiteGuard>();
        app.UseAuthorization();
    }
}

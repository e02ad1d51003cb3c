namespace Belfry.Dashboard.SignIn;

/// <summary>How people get in.</summary>
internal enum SignInMode
{
    /// <summary>By a one-time link; the console shows the next one.</summary>
    BrowserToken,

    /// <summary>By a password, for a deployment.</summary>
    Password,

    /// <summary>Everybody is in; on loopback addresses only.</summary>
    Unsecured,
}

/// <summary>Who may open the pages.</summary>
internal sealed class SignInOptions
{
    /// <summary><c>DASHBOARD__FRONTEND__AUTHMODE</c>; default: <c>Password</c> where one is set, else <c>BrowserToken</c>.</summary>
    public required SignInMode Mode { get; init; }

    /// <summary>Signs a browser in once. <c>DASHBOARD__FRONTEND__BROWSERTOKEN</c>; default: a random one.</summary>
    public required string BrowserToken { get; init; }

    /// <summary><c>DASHBOARD__FRONTEND__PASSWORD</c> or <c>__PASSWORDHASH</c>; null unless the mode is <c>Password</c>.</summary>
    public required Password? Password { get; init; }

    /// <summary>A proxy in front says who asks and by which scheme. <c>ASPIRE_DASHBOARD_FORWARDEDHEADERS_ENABLED</c>; only for a port that nobody else reaches.</summary>
    public required bool TrustsProxy { get; init; }

    public static SignInOptions Read(IConfiguration configuration, IReadOnlyList<Uri> urls, List<string> faults)
    {
        const string ModeVariable = "DASHBOARD__FRONTEND__AUTHMODE";
        var password = Password.Read(configuration, faults);
        var token = Secrets.Read(configuration, "Dashboard:Frontend:BrowserToken", "DASHBOARD__FRONTEND__BROWSERTOKEN", faults);
        var text = configuration["Dashboard:Frontend:AuthMode"] ?? (password is null ? nameof(SignInMode.BrowserToken) : nameof(SignInMode.Password));
        if (!Enum.TryParse<SignInMode>(text, out var mode) || !Enum.IsDefined(mode))
        {
            faults.Add($"{ModeVariable} is \"{text}\". It can be BrowserToken, Password or Unsecured.");
        }
        else if (mode == SignInMode.Unsecured && !urls.All(url => url.IsLoopback))
        {
            faults.Add($"{ModeVariable} is Unsecured, but ASPNETCORE_URLS can be reached from other machines. Use BrowserToken or Password.");
        }
        else if (mode == SignInMode.Password && password is null)
        {
            faults.Add($"{ModeVariable} is Password, but there is none. Set DASHBOARD__FRONTEND__PASSWORDHASH or DASHBOARD__FRONTEND__PASSWORD_FILE.");
        }

        return new SignInOptions
        {
            Mode = mode,
            BrowserToken = token ?? Secrets.Create(),
            Password = mode == SignInMode.Password ? password : null,
            TrustsProxy = bool.TryParse(configuration["ASPIRE_DASHBOARD_FORWARDEDHEADERS_ENABLED"], out var trusts) && trusts,
        };
    }
}

namespace Belfry.Dashboard.SignIn;

/// <summary>The lines on standard output that tell where the dashboard is and how to get in. They carry a secret and never go to a log.</summary>
internal static class Announcement
{
    public static void PrintStart(DashboardOptions options, Sessions sessions)
    {
        Console.WriteLine($"Now listening on: {string.Join(", ", options.Urls.Select(url => url.GetLeftPart(UriPartial.Authority)))}");
        Console.WriteLine($"Telemetry (OTLP/HTTP) on: {string.Join(", ", options.Otlp.HttpUrls.Select(url => url.GetLeftPart(UriPartial.Authority)))}");
        if (options.SignInRequired)
        {
            PrintLoginUrl(options, sessions, "Login to the dashboard at");
        }
    }

    public static void PrintLoginUrl(DashboardOptions options, Sessions sessions, string introduction) =>
        Console.WriteLine($"{introduction} {SignInEndpoints.LoginUrl(options.Urls[0], sessions.Token)}");
}

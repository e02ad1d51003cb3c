namespace Belfry.Dashboard.SignIn;

/// <summary>The lines on standard output that tell where the dashboard is and how to get in. They carry a secret and never go to a log.</summary>
internal static class Announcement
{
    public static void PrintStart(DashboardOptions options, Sessions sessions)
    {
        Console.WriteLine($"Now listening on: {string.Join(", ", options.Urls.Select(url => url.GetLeftPart(UriPartial.Authority)))}");
        Console.WriteLine($"Telemetry (OTLP/HTTP) on: {string.Join(", ", options.Otlp.HttpUrls.Select(url => url.GetLeftPart(UriPartial.Authority)))}");
        PrintLink(options, sessions, "Login to the dashboard at");
    }

    /// <summary>After a token was used. The app host looks for these words, and shows the line in its terminal.</summary>
    public static void PrintNextLink(DashboardOptions options, Sessions sessions) => PrintLink(options, sessions, "To sign in another browser, open");

    private static void PrintLink(DashboardOptions options, Sessions sessions, string introduction)
    {
        if (options.SignIn.Mode == SignInMode.BrowserToken)
        {
            Console.WriteLine($"{introduction} {SignInEndpoints.LoginUrl(options.Urls[0], sessions.Token)}");
        }
    }
}

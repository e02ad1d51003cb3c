namespace Belfry.Api.Browsers;

/// <summary>
/// There is no sign-in, so whoever reaches the API may write. A page of another site reaches it too, through the browser of someone
/// who has it open: a form there could delete a list. Browsers mark such requests, and only GET, HEAD and OPTIONS are answered.
/// Clients that are no browsers send no mark; nor do browsers over plain HTTP, other than to localhost.
/// </summary>
internal static class CrossSiteGuard
{
    public static void UseCrossSiteGuard(this WebApplication app) => app.Use((context, next) =>
        context.Request.Headers["Sec-Fetch-Site"] == "cross-site" && !IsRead(context.Request.Method)
            ? TypedResults.Problem("A page of another site may not change anything here.", statusCode: StatusCodes.Status403Forbidden)
                .ExecuteAsync(context)
            : next(context));

    private static bool IsRead(string method) => HttpMethods.IsGet(method) || HttpMethods.IsHead(method) || HttpMethods.IsOptions(method);
}

using System.Net;
using System.Security.Cryptography;
using System.Text;

namespace Belfry.Dashboard.SignIn;

/// <summary>The one page that needs no session: whole in itself, its style allowed by hash.</summary>
internal static class SignInPage
{
    private static readonly string Style = Resource("tokens.css") + Resource("sign-in.css");
    private static readonly string Page = Resource("sign-in.html");

    private static readonly string Policy =
        $"default-src 'none'; style-src 'sha256-{Convert.ToBase64String(SHA256.HashData(Encoding.UTF8.GetBytes(Style)))}'; "
        + "form-action 'self'; base-uri 'none'; frame-ancestors 'none'";

    public static Task WriteAsync(HttpContext context, int status, string? problem)
    {
        var note = problem is null ? "" : $"<p class=\"problem\" role=\"alert\">{WebUtility.HtmlEncode(problem)}</p>";
        context.Response.StatusCode = status;
        context.Response.ContentType = "text/html; charset=utf-8";
        context.Response.Headers.ContentSecurityPolicy = Policy;
        context.Response.Headers.CacheControl = "no-store";
        return context.Response.WriteAsync(Page.Replace("/*style*/", Style).Replace("<!--problem-->", note), context.RequestAborted);
    }

    private static string Resource(string name)
    {
        using var stream = typeof(SignInPage).Assembly.GetManifestResourceStream(name)!;
        using var reader = new StreamReader(stream);
        return reader.ReadToEnd();
    }
}

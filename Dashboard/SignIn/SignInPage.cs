using System.Net;
using System.Security.Cryptography;
using System.Text;

namespace Belfry.Dashboard.SignIn;

/// <summary>The one page that needs no session: whole in itself, its style allowed by hash.</summary>
internal static class SignInPage
{
    private static readonly string Style = Resource("tokens.css") + Resource("sign-in.css");
    private static readonly string Page = Resource("sign-in.html");

    private const string TokenForm = """
        <p>Open the link that the app host printed when it started:</p>
            <pre>Login to the dashboard at http://localhost:…/login?t=…</pre>
            <p>Or paste the link, or the token at its end, here.</p>
            <form method="post" action="/login">
              <label for="t">Login link or token</label>
              <input id="t" name="t" type="password" autocomplete="off" spellcheck="false" required autofocus>
        """;

    private const string PasswordForm = """
        <form method="post" action="/login">
              <input type="text" name="username" value="dashboard" autocomplete="username" hidden>
              <label for="password">Password</label>
              <input id="password" name="password" type="password" autocomplete="current-password" required autofocus>
        """;

    private static readonly string Policy =
        $"default-src 'none'; style-src 'sha256-{Convert.ToBase64String(SHA256.HashData(Encoding.UTF8.GetBytes(Style)))}'; "
        + "form-action 'self'; base-uri 'none'; frame-ancestors 'none'";

    public static Task WriteAsync(HttpContext context, SignInOptions options, int status, string? problem)
    {
        var note = problem is null ? "" : $"<p class=\"problem\" role=\"alert\">{WebUtility.HtmlEncode(problem)}</p>";
        context.Response.StatusCode = status;
        context.Response.ContentType = "text/html; charset=utf-8";
        context.Response.Headers.ContentSecurityPolicy = Policy;
        context.Response.Headers.CacheControl = "no-store";
        var page = Page.Replace("/*style*/", Style).Replace("<!--problem-->", note).Replace("<!--form-->", options.Password is null ? TokenForm : PasswordForm);
        return context.Response.WriteAsync(page, context.RequestAborted);
    }

    private static string Resource(string name)
    {
        using var stream = typeof(SignInPage).Assembly.GetManifestResourceStream(name)!;
        using var reader = new StreamReader(stream);
        return reader.ReadToEnd();
    }
}

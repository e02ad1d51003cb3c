using System.Security.Cryptography;
using System.Text;
using Belfry.BackupWorker.Options;
using Microsoft.Extensions.Options;

namespace Belfry.BackupWorker.Control;

/// <summary>Lets a request pass that sends the secret in <c>X-Control-Key</c>; answers 401 to any other before anything of it is read.</summary>
internal sealed class ControlKey(IOptions<ControlOptions> options)
{
    public const string Header = "X-Control-Key";

    private readonly byte[] _expected = Digest(options.Value.Key);

    public Task CheckAsync(HttpContext context, RequestDelegate next)
    {
        var offered = context.Request.Headers[Header].ToString();

        // Digests have one length, so the time taken tells neither the length of the secret nor how much of it was right.
        return CryptographicOperations.FixedTimeEquals(Digest(offered), _expected)
            ? next(context)
            : TypedResults.Problem(
                statusCode: StatusCodes.Status401Unauthorized,
                title: "The control key is missing or wrong",
                detail: $"Send the value of Control__Key in the header {Header}.").ExecuteAsync(context);
    }

    private static byte[] Digest(string key) => SHA256.HashData(Encoding.UTF8.GetBytes(key));
}

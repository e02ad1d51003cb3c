using Microsoft.AspNetCore.Identity;
using Microsoft.Extensions.Options;

namespace Belfry.Api.SignIn;

/// <summary>
/// Hashes and checks passwords by PBKDF2 with HMAC-SHA-512, which takes a tenth of a second of processor time: only as many at once as there
/// are processors, and whoever waits longer than 5 s is turned away.
/// </summary>
internal sealed class Passwords : IDisposable
{
    public const int MinLength = 10;
    public const int MaxLength = 200;
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(5);

    private readonly PasswordHasher<Caller> _hasher = new(Options.Create(new PasswordHasherOptions { IterationCount = 210_000 }));
    private readonly SemaphoreSlim _turns = new(Environment.ProcessorCount);
    private readonly Lazy<string> _decoy;

    public Passwords() => _decoy = new(() => _hasher.HashPassword(null!, Secret.Create()));

    /// <exception cref="BadHttpRequestException">429: too many passwords are being checked.</exception>
    public Task<string> HashAsync(string password, CancellationToken cancellation) => RunAsync(() => _hasher.HashPassword(null!, password), cancellation);

    /// <param name="hash">Null for nobody's: it takes as long as a wrong password, so the time tells nothing of who exists.</param>
    /// <inheritdoc cref="HashAsync"/>
    public Task<bool> IsRightAsync(string? hash, string password, CancellationToken cancellation) => RunAsync(
        () => _hasher.VerifyHashedPassword(null!, hash ?? _decoy.Value, password) != PasswordVerificationResult.Failed && hash is not null, cancellation);

    public void Dispose() => _turns.Dispose();

    private async Task<T> RunAsync<T>(Func<T> work, CancellationToken cancellation)
    {
        if (!await _turns.WaitAsync(Patience, cancellation))
        {
            throw new BadHttpRequestException("Too many passwords are being checked.", StatusCodes.Status429TooManyRequests);
        }

        try
        {
            return await Task.Run(work, cancellation);
        }
        finally
        {
            _turns.Release();
        }
    }
}

using Belfry.Api.People;
using Belfry.Api.Transfer;
using Belfry.Storage;
using Belfry.Storage.Sqlite;
using Microsoft.Extensions.Options;

namespace Belfry.Api.SignIn;

/// <summary>
/// How a new server gets its first owner: <c>ADMIN_PASSWORD</c> makes the account <c>admin</c> at once; otherwise whoever has the one-time
/// token, which is printed to the log and lives in memory only; in Development, whoever comes first.
/// </summary>
internal sealed partial class OwnerSetUp(
    IOptions<SignInOptions> options, IHostEnvironment environment, Passwords passwords, TimeProvider time, ILogger<OwnerSetUp> logger)
{
    private const string AdminAccount = "admin";
    private volatile string? _token;

    public SetUp State => _token is null ? SetUp.Done : environment.IsDevelopment() ? SetUp.Open : SetUp.Token;

    /// <summary>Called with the migrated database before anything else uses it, and again when it was replaced by a restore.</summary>
    public async Task PrepareAsync(Database database)
    {
        if (await database.ReadAsync(session => session.QueryInt64("select exists (select 1 from people)"), operation: "FindOwner") == 1)
        {
            Finish();
            return;
        }

        if (options.Value.AdminPassword is { } password)
        {
            var hash = await passwords.HashAsync(password, CancellationToken.None);
            await database.WriteAsync(session => Insert(session, AdminAccount, AdminAccount, hash), operation: "SetUpOwner");
            LogMade(AdminAccount);
            return;
        }

        if (_token is not null)
        {
            return;
        }

        _token = Secret.Create();
        if (environment.IsDevelopment())
        {
            LogOpen();
        }
        else
        {
            LogToken(_token);
        }
    }

    /// <inheritdoc cref="PersonQueries.InsertFirst"/>
    public string? Insert(SqliteSession session, string account, string name, string hash)
    {
        var person = PersonQueries.InsertFirst(session, account, name, hash, time);
        if (person is not null && options.Value.Seed)
        {
            var owner = new Caller(Guid.Parse(person), account, Role.Owner, Guid.Empty, Scopes.Everything, long.MaxValue);
            TransferQueries.Import(session, owner, DemoData.Document, time);
        }

        return person;
    }

    public bool Accepts(string? token) =>
        environment.IsDevelopment() || (_token is { } expected && token is not null && SecretHash.Of(token) == SecretHash.Of(expected));

    public void Finish() => _token = null;

    [LoggerMessage(Level = LogLevel.Information, Message = "Made the owner's account {Account} with the password from ADMIN_PASSWORD.")]
    private partial void LogMade(string account);

    [LoggerMessage(Level = LogLevel.Warning, Message = "This server has no owner yet. The first one who opens the page becomes it (in Development without a token).")]
    private partial void LogOpen();

    [LoggerMessage(Level = LogLevel.Warning, Message = "This server has no owner yet. Open the page and set it up with this one-time token: {Token}")]
    private partial void LogToken(string token);
}

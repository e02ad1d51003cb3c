using Belfry.Api.SignIn;
using Belfry.ServiceDefaults;
using Belfry.Storage;
using Belfry.Storage.Migrations;
using Microsoft.Extensions.Options;

namespace Belfry.Api.Data;

/// <summary>
/// Opens and migrates the database while the server already answers health probes. A database that cannot be used ends the process
/// with what, why and the next step, and stays as it was.
/// </summary>
internal sealed class DatabaseOpening(IServiceProvider services, CleanStart clean, OwnerSetUp setUp, IOptions<ConnectionOptions> connection, ILogger<Database> logger)
    : BackgroundService
{
    /// <summary>Items come one by one to lists all over the file, and each commit is archived page by page: half as large as SQLite's own, they carry half as much.</summary>
    private const int PageSize = 2_048;

    private volatile Database? _database;

    /// <summary>Whether the database is open and migrated.</summary>
    public bool IsDone => _database is not null;

    /// <summary>The database, once it is open and migrated.</summary>
    /// <exception cref="StorageException"><see cref="StorageError.Closed"/>: it is not yet, or no longer.</exception>
    public Database Database => _database ?? throw new StorageException(
        StorageError.Closed, connection.Value.Appdb, "The database is not open.", "It is still being opened and migrated.", "Try again in a second.");

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        try
        {
            var database = await OpenAsync(stoppingToken);
            await setUp.PrepareAsync(database);
            _database = database;

            // From here the container owns it: it closes the database once, after the server has answered its last request.
            services.GetRequiredService<Database>();
            await services.GetRequiredService<Deploys>().NoteAsync(database);
        }
        catch (ObjectDisposedException gone) when (gone.ObjectName == nameof(IServiceProvider))
        {
            // The service has ended before it began, which is told already: its address is taken, for one.
            await (_database?.DisposeAsync() ?? ValueTask.CompletedTask);
        }
        catch (StorageException cause)
        {
            throw new StartFailureException(cause.What, cause.Why, cause.NextStep, cause);
        }
    }

    private async Task<Database> OpenAsync(CancellationToken cancellation)
    {
        var options = new DatabaseOptions { Path = DatabaseOptions.FromConnectionString(connection.Value.Appdb).Path, PageSize = PageSize };
        clean.Run(options.Path);
        var database = Database.Open(options, logger);
        try
        {
            // The write lock is held while the worker keeps what was there before, which waits for nobody else.
            database.Migrate(
                MigrationSet.FromAssembly(typeof(DatabaseOpening).Assembly),
                migrations => services.GetRequiredService<UpgradePoint>().KeepAsync(migrations, cancellation).GetAwaiter().GetResult());
            return database;
        }
        catch
        {
            await database.DisposeAsync();
            throw;
        }
    }
}

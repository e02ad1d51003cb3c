using System.Diagnostics;
using System.Globalization;
using Belfry.Api.Auditing;
using Belfry.Api.Data;
using Belfry.Api.SignIn;
using Belfry.Storage;
using Belfry.Storage.Maintenance;
using Belfry.Storage.Sqlite;
using Microsoft.AspNetCore.Http.HttpResults;

namespace Belfry.Api.Control;

/// <summary>The live database, for operators: how it stands, and what keeps it in order.</summary>
internal static class DatabaseEndpoints
{
    /// <summary>Not told before the reveal, not even as a number: whoever owns a list may also be an operator.</summary>
    public const string Untold = "claims";

    public static void MapDatabase(this IEndpointRouteBuilder routes)
    {
        var control = routes.MapGroup("/api/control").WithTags("Control").RequireAuthorization(Access.Control);
        control.MapGet("/database", GetDatabase).WithName(nameof(GetDatabase));
        control.MapPost("/maintenance", Maintain).WithName(nameof(Maintain)).ProducesProblem(StatusCodes.Status409Conflict);
    }

    /// <summary>Returns the size, version and tables of the database.</summary>
    internal static async Task<Ok<DatabaseState>> GetDatabase(Database database, CancellationToken cancellation)
    {
        var sizes = (await database.Maintenance.SizesAsync(cancellation)).ToDictionary(size => size.Table);
        var state = await database.ReadAsync(session => Read(session, database, sizes), cancellation);
        return TypedResults.Ok(state);
    }

    /// <summary>Optimizes, vacuums or checks the database, and answers when that is done. One at a time.</summary>
    internal static async Task<Results<Ok<MaintenanceResult>, ProblemHttpResult>> Maintain(
        MaintenanceInput input, Database database, Maintainer maintainer, Auditor auditor, Caller caller, CancellationToken cancellation)
    {
        if (!maintainer.TryBegin())
        {
            return TypedResults.Problem("Maintenance is being done already. Wait until it is done.", statusCode: StatusCodes.Status409Conflict);
        }

        try
        {
            var started = Stopwatch.GetTimestamp();
            var problems = await auditor.RunAsync(
                caller,
                input.Task.ToString().ToLowerInvariant(),
                () => maintainer.RunAsync(database.Maintenance, input.Task, cancellation),
                found => found.Count == 0 ? "done" : $"{found.Count} problems");
            return TypedResults.Ok(new MaintenanceResult((long)Stopwatch.GetElapsedTime(started).TotalMilliseconds, problems));
        }
        finally
        {
            maintainer.Finish();
        }
    }

    private static DatabaseState Read(SqliteSession session, Database database, Dictionary<string, TableSize> sizes)
    {
        var pages = session.QueryInt64("pragma page_count");
        var pageBytes = session.QueryInt64("pragma page_size");
        var tables = session
            .Query("select name from sqlite_schema where type = 'table' and sql not like 'create virtual%' order by name", static row => row.GetString(0))
            .Where(name => name != Untold)
            .Select(name => new TableState(
                name,
                session.QueryInt64($"select count(*) from \"{name}\""),
                sizes.TryGetValue(name, out var size) ? size.Bytes + size.IndexBytes : null));
        var wal = new FileInfo(database.Path + "-wal");
        return new DatabaseState(
            database.Engine.Version.ToString(),
            database.Engine.HasWalResetFix,
            session.QueryInt64("select max(number) from belfry_migrations"),
            pages * pageBytes,
            pages,
            pageBytes,
            session.QueryInt64("pragma freelist_count"),
            wal.Exists ? wal.Length : 0,
            new DatabaseOptions { Path = database.Path }.CheckpointBytes,
            [.. tables.OrderByDescending(table => table.Bytes ?? table.Rows)],
            session.Query(
                "select number, name, applied_at from belfry_migrations order by number desc limit 100",
                static row => new AppliedMigration(row.GetInt64(0), row.GetString(1), DateTime.Parse(row.GetString(2), CultureInfo.InvariantCulture, DateTimeStyles.AdjustToUniversal))),
            Deploys.Newest(session));
    }
}

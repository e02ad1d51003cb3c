using Belfry.Api.Data;
using Belfry.Api.Paging;
using Belfry.Api.SignIn;
using Belfry.Api.Validation;
using Belfry.Storage;
using Microsoft.AspNetCore.Http.HttpResults;

namespace Belfry.Api.Auditing;

/// <summary>What owners and operators did.</summary>
/// <param name="Seq">The entry's number.</param>
/// <param name="At">When, in UTC.</param>
/// <param name="Account">Who.</param>
/// <param name="Action">What.</param>
/// <param name="Subject">To whom or what; empty when the action says it all.</param>
/// <param name="Outcome">How it went; null while it runs, and for good when the service ended meanwhile.</param>
internal sealed record AuditEntry(long Seq, DateTime At, string Account, string Action, string Subject, string? Outcome);

internal static class AuditEndpoints
{
    public static void MapAudit(this IEndpointRouteBuilder routes) =>
        routes.MapGet("/api/control/audit", GetAudit).WithName(nameof(GetAudit)).WithTags("Control").RequireAuthorization(Access.Control);

    /// <summary>Returns a page of the audit log, newest first.</summary>
    internal static async Task<Results<Ok<Page<AuditEntry>>, ValidationProblem>> GetAudit(
        [AsParameters] PageRequest page, Database database, CancellationToken cancellation)
    {
        if (Faults.Of(page) is { } faults)
        {
            return TypedResults.ValidationProblem(faults);
        }

        var before = page.After == PageCursor.Start ? long.MaxValue : page.After.Second;
        var rows = await database.ReadAsync(
            session => session.Query(
                "select seq, at, account, action, subject, outcome from audit where seq < ?1 order by seq desc limit ?2",
                static row => new AuditEntry(row.GetInt64(0), row.GetTime(1), row.GetString(2), row.GetString(3), row.GetString(4), row.GetStringOrNull(5)),
                before, page.Size + 1),
            cancellation);
        return TypedResults.Ok(Page.Of(rows, page.Size, row => new PageCursor(0, row.Seq), row => row));
    }
}

using System.ComponentModel;
using System.ComponentModel.DataAnnotations;
using Microsoft.AspNetCore.Mvc;

namespace Belfry.Api.Paging;

/// <summary>Which page of a longer list a client wants.</summary>
internal sealed record PageRequest
{
    private const int DefaultLimit = 50;

    [Description("How many entries at most.")]
    [FromQuery(Name = "limit"), Range(1, 200), DefaultValue(DefaultLimit)]
    public int? Limit { get; init; }

    [Description("The `next` of the page before; none for the first page.")]
    [FromQuery(Name = "cursor"), PageCursor]
    public string? Cursor { get; init; }

    /// <summary>Where the page begins; at the first entry for a cursor that is missing or not valid.</summary>
    public PageCursor After => PageCursor.TryRead(Cursor, out var cursor) ? cursor : PageCursor.Start;

    /// <summary>How many entries the page has at most.</summary>
    public int Size => Limit ?? DefaultLimit;
}

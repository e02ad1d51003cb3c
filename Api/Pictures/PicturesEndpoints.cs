using Belfry.Api.Editing;
using Belfry.Api.Items;
using Belfry.Api.Live;
using Belfry.Api.Problems;
using Belfry.Api.Protection;
using Belfry.Api.Sharing;
using Belfry.Api.SignIn;
using Belfry.Storage;
using Belfry.Storage.Uploads;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Mvc;

namespace Belfry.Api.Pictures;

/// <summary>Pictures of items: sent as the body of a request, kept on the volume by their content.</summary>
internal static class PicturesEndpoints
{
    private const int MaxBytes = 10 * 1024 * 1024;
    private const int MaxPictures = 10;

    public static void AddPictures(this IServiceCollection services) => services.AddSingleton(provider =>
        new UploadFolder(Path.Combine(Path.GetDirectoryName(provider.GetRequiredService<Database>().Path)!, "uploads")));

    public static void MapPictures(this IEndpointRouteBuilder routes)
    {
        const string pictures = "/api/lists/{listId:guid}/items/{itemId:guid}/pictures";
        routes.MapPost(pictures, AddPicture).WithName(nameof(AddPicture)).WithTags("Pictures").RequireAuthorization(Access.Write)
            .WithMetadata(new RequestSizeLimitAttribute(MaxBytes)).ProducesProblem(StatusCodes.Status409Conflict)
            .ProducesProblem(StatusCodes.Status413PayloadTooLarge).ProducesProblem(StatusCodes.Status415UnsupportedMediaType)
            .ProducesProblem(StatusCodes.Status503ServiceUnavailable).ProducesProblem(StatusCodes.Status507InsufficientStorage);
        routes.MapGet($"{pictures}/{{sha256}}", GetPicture).WithName(nameof(GetPicture)).WithTags("Pictures").RequireAuthorization(Access.Read);
        routes.MapDelete($"{pictures}/{{sha256}}", RemovePicture).WithName(nameof(RemovePicture)).WithTags("Pictures").RequireAuthorization(Access.Write);
        routes.MapGet("/api/shared/items/{itemId:guid}/pictures/{sha256}", GetSharedPicture).WithName(nameof(GetSharedPicture)).WithTags("Guests");
    }

    /// <summary>Adds a picture to an item: the body is the picture itself, a PNG, JPEG, GIF or WebP of at most 10 MiB. An item has at most 10.</summary>
    internal static async Task<Results<Ok<Item>, NotFoundProblem, ProblemHttpResult>> AddPicture(
        Guid listId, Guid itemId, Caller caller, HttpContext context, HeavyWork work, Database database, UploadFolder uploads, Events events,
        TimeProvider time, CancellationToken cancellation)
    {
        if (await database.ReadAsync(session => ItemQueries.Find(session, caller, listId, itemId), cancellation) is not { } before)
        {
            return NotFoundProblem.Item(listId, itemId);
        }

        if (before.Pictures.Count >= MaxPictures)
        {
            return TooMany();
        }

        if (await HeavyWork.TakeAsync(work.Pictures, context, cancellation) is { } busy)
        {
            return busy;
        }

        var first = new byte[PictureType.Bytes];
        var read = await HeavyWork.ReadAsync(
            limit => context.Request.Body.ReadAtLeastAsync(first, first.Length, throwOnEndOfStream: false, limit).AsTask(), cancellation);
        if (PictureType.Of(first.AsSpan(0, read)) is null)
        {
            return TypedResults.Problem("The body is no PNG, JPEG, GIF or WebP.", statusCode: StatusCodes.Status415UnsupportedMediaType);
        }

        // First the file, then its name: an item never names what is not there.
        var upload = await HeavyWork.ReadAsync(limit => uploads.AddAsync(first.AsMemory(0, read), context.Request.Body, limit), cancellation);
        var (found, item) = await database.WriteAsync(
            session =>
            {
                var now = ItemQueries.Find(session, caller, listId, itemId);
                return now is null || (now.Pictures.Count >= MaxPictures && !now.Pictures.Contains(upload.Sha256))
                    ? (now, null)
                    : (now, ItemQueries.SetPictures(session, caller, listId, itemId, now.Pictures.Append(upload.Sha256).Distinct(), time));
            },
            cancellation);
        if (item is null)
        {
            return found is null ? NotFoundProblem.Item(listId, itemId) : TooMany();
        }

        events.ItemChanged(caller.Key, listId, itemId);
        context.WriteETag(item.Version);
        return TypedResults.Ok(item);
    }

    /// <summary>Returns a picture of an item.</summary>
    internal static async Task<Results<FileStreamHttpResult, NotFoundProblem>> GetPicture(
        Guid listId, Guid itemId, string sha256, Caller caller, Database database, UploadFolder uploads, CancellationToken cancellation) =>
        Answer(await database.ReadAsync(session => ItemQueries.Find(session, caller, listId, itemId), cancellation), itemId, sha256, uploads);

    /// <summary>Returns a picture of an item in the list that a share link opens.</summary>
    internal static async Task<Results<FileStreamHttpResult, NotFoundProblem>> GetSharedPicture(
        [FromHeader(Name = GuestEndpoints.TokenHeader)] string? token, Guid itemId, string sha256, Database database, UploadFolder uploads, TimeProvider time,
        CancellationToken cancellation) => Answer(
            await database.ReadAsync(
                session => GuestEndpoints.Open(session, token, time) is { } list ? ItemQueries.Find(session, list.Id, list.Seq, itemId) : null, cancellation),
            itemId, sha256, uploads);

    /// <summary>Takes a picture off an item. Its file goes from the volume when no item has named it for as long as things stay in the bin.</summary>
    internal static async Task<Results<Ok<Item>, NotFoundProblem>> RemovePicture(
        Guid listId, Guid itemId, string sha256, Caller caller, HttpContext context, Database database, Events events, TimeProvider time,
        CancellationToken cancellation)
    {
        var item = await database.WriteAsync(
            session => ItemQueries.Find(session, caller, listId, itemId) is { } now && now.Pictures.Contains(sha256)
                ? ItemQueries.SetPictures(session, caller, listId, itemId, now.Pictures.Where(picture => picture != sha256), time)
                : null,
            cancellation);
        if (item is null)
        {
            return NotFoundProblem.Picture(itemId);
        }

        events.ItemChanged(caller.Key, listId, itemId);
        context.WriteETag(item.Version);
        return TypedResults.Ok(item);
    }

    private static ProblemHttpResult TooMany() =>
        TypedResults.Problem($"The item has {MaxPictures} pictures. Remove one first.", statusCode: StatusCodes.Status409Conflict);

    private static Results<FileStreamHttpResult, NotFoundProblem> Answer(Item? item, Guid itemId, string sha256, UploadFolder uploads)
    {
        if (item?.Pictures.Contains(sha256) != true || uploads.Open(sha256) is not { } file)
        {
            return NotFoundProblem.Picture(itemId);
        }

        Span<byte> first = stackalloc byte[PictureType.Bytes];
        var type = PictureType.Of(first[..file.Read(first)]);
        file.Position = 0;
        return TypedResults.Stream(file, type ?? "application/octet-stream");
    }
}

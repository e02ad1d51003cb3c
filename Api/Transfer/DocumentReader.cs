using System.Text;
using System.Text.Json;
using Belfry.Api.Json;
using Belfry.Api.Lists;

namespace Belfry.Api.Transfer;

/// <summary>Reads a document from a body, which is in memory as text already: so that a small text cannot become very many objects.</summary>
internal static class DocumentReader
{
    /// <summary>More than any document within its limits has, with room for fields of later versions.</summary>
    private const int MaxTokens = 30 * (WishlistDocument.MaxItems + ListQueries.MaxLists);

    /// <returns>Null for a document with more values than one with all the lists and items that are allowed.</returns>
    /// <exception cref="BadHttpRequestException">400, 413 or 415: the body is no such document.</exception>
    public static async Task<WishlistDocument?> ReadAsync(HttpRequest request, CancellationToken cancellation)
    {
        if (!request.HasJsonContentType())
        {
            throw new BadHttpRequestException("The body has to be JSON.", StatusCodes.Status415UnsupportedMediaType);
        }

        using var body = new MemoryStream();
        await request.Body.CopyToAsync(body, cancellation);
        var json = body.GetBuffer().AsMemory(0, (int)body.Length);
        if (json.Span.StartsWith(Encoding.UTF8.Preamble))
        {
            json = json[Encoding.UTF8.Preamble.Length..]; // as editors on Windows write it
        }

        try
        {
            return HasTooMany(json.Span)
                ? null
                : JsonSerializer.Deserialize(json.Span, ApiJson.Default.WishlistDocument)
                    ?? throw new BadHttpRequestException("The body is null.", StatusCodes.Status400BadRequest);
        }
        catch (JsonException wrong)
        {
            throw new BadHttpRequestException("The body is not valid JSON for this operation.", StatusCodes.Status400BadRequest, wrong);
        }
    }

    private static bool HasTooMany(ReadOnlySpan<byte> json)
    {
        var reader = new Utf8JsonReader(json);
        var tokens = 0;
        while (reader.Read())
        {
            if (++tokens > MaxTokens)
            {
                return true;
            }
        }

        return false;
    }
}

using Belfry.Api.Items;
using Belfry.Api.Lists;

namespace Belfry.Api.Transfer;

/// <summary>Lists to look at in Development (<c>Seed=true</c>): the first owner gets them.</summary>
internal static class DemoData
{
    public static WishlistDocument Document { get; } = new()
    {
        Format = WishlistDocument.CurrentFormat,
        Lists =
        [
            List("Birthday", "Seven candles this year.", Wish("A red kite", "For windy days", 24.90m, Priority.High), Wish("A drum"), Wish("Watercolours", null, 12m)),
            List("Kitchen", null, Wish("An enamel kettle", "Green, if there is one", 39m), Wish("A cast iron pan", null, 55m, Priority.Low)),
            List("Books", "New or old.", Wish("A field guide to birds"), Wish("Sheet music for two")),
        ],
    };

    private static ListDocument List(string name, string? description, params ItemInput[] items) =>
        new() { List = new WishListInput { Name = name, Description = description }, Items = items };

    private static ItemInput Wish(string name, string? note = null, decimal? price = null, Priority priority = Priority.Normal) =>
        new() { Name = name, Note = note, Price = price, Currency = price is null ? null : "EUR", Priority = priority };
}

using System.Text.Json.Serialization;
using Belfry.Api.Json;

namespace Belfry.Api.Live;

/// <summary>Something changed. What, is read by the usual operations: an event holds ids only.</summary>
/// <param name="Kind">What changed.</param>
/// <param name="List">The list; null when the event is about none.</param>
/// <param name="Item">The item; null for the list itself, or for many items.</param>
internal sealed record LiveEvent(EventKind Kind, Guid? List, Guid? Item);

/// <summary>What changed.</summary>
[JsonConverter(typeof(EnumNames<EventKind>))]
internal enum EventKind
{
    /// <summary>A list, the links to it, or the order of the lists.</summary>
    List,

    /// <summary>An item, or several items of a list.</summary>
    Item,

    /// <summary>A claim; guests are told, owners never.</summary>
    Claim,

    /// <summary>Backups or maintenance; operators are told.</summary>
    Control,

    /// <summary>Perhaps everything: the database was restored, or events were missed. Read again what is on the page.</summary>
    Reset,

    /// <summary>Nothing: the connection is alive.</summary>
    Ping,
}

/// <summary>Who is told: <c>person ID</c>, <c>guests ID</c> of a list, <c>operators</c>, or everybody.</summary>
internal readonly record struct Audience(string Name)
{
    public static Audience Everybody { get; } = new("everybody");

    public static Audience Operators { get; } = new("operators");

    public static Audience Person(string key) => new($"person {key}");

    public static Audience GuestsOf(Guid list) => new($"guests {list}");
}

using Belfry.Dashboard.Otlp;
using Belfry.Dashboard.Otlp.Wire;

namespace Belfry.Dashboard.Traces;

/// <summary>The name and kind of an encoded span, for sums over many spans: nothing else of it is decoded.</summary>
internal readonly ref struct SpanFields
{
    private const int Server = 2;
    private const int Client = 3;
    private const int Producer = 4;
    private const int Consumer = 5;
    private readonly ReadOnlySpan<byte> _record;
    private readonly ReadOnlySpan<byte> _name;
    private readonly int _kind;

    public SpanFields(ReadOnlySpan<byte> record)
    {
        _record = record;
        var reader = new ProtoReader(record);
        while (reader.TryReadTag(out var field, out var wire))
        {
            if (field == 5)
            {
                _name = reader.ReadBytes();
            }
            else if (field == 6)
            {
                _kind = (int)Math.Min(reader.ReadVarint(), 9);
                return; // written in order by every known sender; a name that came after would only be missed
            }
            else
            {
                reader.Skip(wire);
            }
        }
    }

    public string Name => AttributeReader.Text(_name);

    /// <summary>Work that was asked for from outside the service.</summary>
    public bool IsEntry => _kind is Server or Consumer;

    /// <summary>A call to something outside the service.</summary>
    public bool IsCall => _kind is Client or Producer;

    /// <summary>What a call went to that sends no telemetry of its own, and whether that is a database; null when the span does not say.</summary>
    public (string Name, string Kind)? Target()
    {
        var database = First("db.namespace"u8, "db.name"u8) ?? First("db.system.name"u8, "db.system"u8);
        var system = First("db.system.name"u8, "db.system"u8);
        if (system is not null)
        {
            return (database == system ? system : $"{database} ({system})", "database");
        }

        var name = First("peer.service"u8, "messaging.destination.name"u8) ?? First("server.address"u8, "net.peer.name"u8);
        return name is null ? null : (First("server.port"u8, "net.peer.port"u8) is { } port ? $"{name}:{port}" : name, "external");
    }

    private string? First(ReadOnlySpan<byte> key, ReadOnlySpan<byte> olderKey) => Find(key) ?? Find(olderKey);

    private string? Find(ReadOnlySpan<byte> key) =>
        AttributeReader.TryFind(_record, 9, key, out var value) && AttributeReader.View("", value).Value is { Length: > 0 } text ? text : null;
}

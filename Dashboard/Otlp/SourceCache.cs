using System.Diagnostics.CodeAnalysis;
using Belfry.Dashboard.Otlp.Wire;

namespace Belfry.Dashboard.Otlp;

/// <summary>
/// One object per distinct resource and scope, so that a record holds a reference instead of a copy.
/// Bounded by <see cref="MaxSources"/> and <see cref="MaxScopes"/>; one not seen for <see cref="Idle"/> makes room for a new one, and while
/// there is none, newcomers share one overflow entry. Records keep what they refer to alive for as long as they live.
/// </summary>
internal sealed class SourceCache(TimeProvider clock)
{
    public const int MaxSources = 1_000;
    public const int MaxScopes = 5_000;
    private const int MaxEncodedBytes = 8 * 1024;
    private static readonly TimeSpan Idle = TimeSpan.FromMinutes(10);

    private readonly Lock _gate = new();
    private readonly BytesTable<TelemetrySource> _sources = new(MaxSources, Idle);
    private readonly Dictionary<TelemetrySource, BytesTable<TelemetryScope>> _scopes = [];
    private readonly TelemetrySource _otherSource = new("(too many sources)", null, []);
    private int _scopeCount;

    public TelemetrySource Source(ReadOnlySpan<byte> resource)
    {
        lock (_gate)
        {
            var now = clock.GetTimestamp();
            if (_sources.TryGet(resource, now, out var source))
            {
                return source;
            }

            if (!_sources.TryMakeRoom(now, clock, out var evicted))
            {
                return _otherSource;
            }

            if (evicted is not null && _scopes.Remove(evicted, out var scopes))
            {
                _scopeCount -= scopes.Count;
            }

            using var trimmed = new ProtoWriter();
            return _sources.Add(resource, now, TelemetrySource.Decode(Bounded(resource, OtlpSchema.Resource, trimmed)));
        }
    }

    public TelemetryScope Scope(TelemetrySource source, ReadOnlySpan<byte> scope)
    {
        lock (_gate)
        {
            if (!_scopes.TryGetValue(source, out var scopes))
            {
                _scopes[source] = scopes = new BytesTable<TelemetryScope>(MaxScopes, Idle);
            }

            var now = clock.GetTimestamp();
            if (scopes.TryGet(scope, now, out var known))
            {
                return known;
            }

            if (_scopeCount >= MaxScopes)
            {
                return new TelemetryScope(source, "(too many scopes)", "", []);
            }

            _scopeCount++;
            using var trimmed = new ProtoWriter();
            return scopes.Add(scope, now, TelemetryScope.Decode(source, Bounded(scope, OtlpSchema.Scope, trimmed)));
        }
    }

    private static ReadOnlySpan<byte> Bounded(ReadOnlySpan<byte> message, MessageSchema schema, ProtoWriter trimmed)
    {
        if (message.Length <= MaxEncodedBytes)
        {
            return message;
        }

        RecordTrimmer.Trim(message, schema, trimmed);
        return trimmed.Written;
    }

    /// <summary>Values by the bytes they came from, with the time each was last asked for.</summary>
    private sealed class BytesTable<TValue>(int capacity, TimeSpan idle)
        where TValue : class
    {
        private readonly Dictionary<byte[], (TValue Value, long Seen)> _values = new(BytesComparer.Instance);

        public int Count => _values.Count;

        public bool TryGet(ReadOnlySpan<byte> key, long now, [NotNullWhen(true)] out TValue? value)
        {
            var lookup = _values.GetAlternateLookup<ReadOnlySpan<byte>>();
            if (!lookup.TryGetValue(key, out var actual, out var found))
            {
                value = null;
                return false;
            }

            _values[actual] = (found.Value, now);
            value = found.Value;
            return true;
        }

        public TValue Add(ReadOnlySpan<byte> key, long now, TValue value)
        {
            _values[key.ToArray()] = (value, now);
            return value;
        }

        public bool TryMakeRoom(long now, TimeProvider clock, out TValue? evicted)
        {
            evicted = null;
            if (_values.Count < capacity)
            {
                return true;
            }

            var oldest = _values.MinBy(pair => pair.Value.Seen);
            if (clock.GetElapsedTime(oldest.Value.Seen, now) < idle)
            {
                return false;
            }

            evicted = oldest.Value.Value;
            return _values.Remove(oldest.Key);
        }
    }
}

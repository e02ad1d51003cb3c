using System.Text.Json;
using Belfry.Dashboard.Otlp.Wire;
using Belfry.Dashboard.Runs;

namespace Belfry.Dashboard.Otlp;

/// <summary>One record as a whole OTLP/JSON export request on a line of its own, which any OTLP receiver takes.</summary>
internal static class OtlpLine
{
    public static byte[] Of(Signal signal, TelemetryScope scope, byte[] record)
    {
        using var request = new ProtoWriter();
        var group = request.BeginMessage(1);
        request.WriteBytes(1, scope.Source.Encoded);
        var inner = request.BeginMessage(2);
        request.WriteBytes(1, scope.Encoded);
        request.WriteBytes(2, record);
        request.EndMessage(inner);
        request.EndMessage(group);
        using var stream = new MemoryStream();
        using (var json = new Utf8JsonWriter(stream))
        {
            OtlpJsonWriter.WriteMessage(request.Written, TelemetryStores.SchemaOf(signal), json);
        }

        stream.WriteByte((byte)'\n');
        return stream.ToArray();
    }
}

using System.Text;
using Belfry.Dashboard.Otlp.Wire;
using Belfry.Dashboard.Runs;

namespace Belfry.Dashboard.Otlp;

/// <summary>Where both forms of transport meet: checks the sender's key, stores and records a request, and words the answer.</summary>
internal sealed class OtlpIntake(DashboardOptions options, TelemetryStores stores, RunRecorder recorder) : IDisposable
{
    /// <summary>Requests decoded at once. Others wait in their sockets, so that buffers stay within a few times <see cref="OtlpBody.MaxBytes"/>.</summary>
    public SemaphoreSlim Turns { get; } = new(Buffers.AtOnce);

    public OtlpCors? Cors => options.Otlp.Cors;

    public bool IsKnown(HttpRequest request) => options.Otlp.Keys?.Accept(request.Headers["x-otlp-api-key"].ToString()) ?? true;

    public ExportOutcome Accept(Signal signal, ReadOnlySpan<byte> request)
    {
        var outcome = stores.Accept(signal, request);
        if (!outcome.Malformed)
        {
            recorder.Record(signal, request);
        }

        return outcome;
    }

    /// <summary>An Export…ServiceResponse: empty, or partial_success (1) with the rejected count (1) and a message (2).</summary>
    public static byte[] Answer(ExportOutcome outcome)
    {
        if (outcome.Rejected == 0)
        {
            return [];
        }

        using var writer = new ProtoWriter();
        var mark = writer.BeginMessage(1);
        writer.WriteTag(1, WireType.Varint);
        writer.WriteVarint((ulong)outcome.Rejected);
        writer.WriteBytes(2, Encoding.UTF8.GetBytes(outcome.Reason ?? ""));
        writer.EndMessage(mark);
        return writer.Written.ToArray();
    }

    public void Dispose() => Turns.Dispose();
}

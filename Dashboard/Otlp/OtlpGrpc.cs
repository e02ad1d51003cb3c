using System.Buffers.Binary;
using Belfry.Dashboard.Runs;

namespace Belfry.Dashboard.Otlp;

/// <summary>
/// OTLP/gRPC, as far as it is used: unary calls over HTTP/2 without TLS. A message is framed as one byte (1 when compressed), four bytes of length
/// (big-endian) and the protobuf request; the result is in the trailer <c>grpc-status</c>. The HTTP status is 200 whatever happens.
/// </summary>
internal static class OtlpGrpc
{
    private const int FrameHeaderBytes = 5;

    private static readonly Dictionary<string, Signal> Methods = new(StringComparer.Ordinal)
    {
        ["/opentelemetry.proto.collector.trace.v1.TraceService/Export"] = Signal.Traces,
        ["/opentelemetry.proto.collector.logs.v1.LogsService/Export"] = Signal.Logs,
        ["/opentelemetry.proto.collector.metrics.v1.MetricsService/Export"] = Signal.Metrics,
    };

    /// <summary>Status codes of gRPC.</summary>
    private enum Status
    {
        Ok = 0,
        InvalidArgument = 3,
        ResourceExhausted = 8,
        Unimplemented = 12,
        Unauthenticated = 16,
    }

    public static async Task HandleAsync(HttpContext context, OtlpIntake intake)
    {
        context.Response.ContentType = "application/grpc";
        if (!intake.IsKnown(context.Request))
        {
            End(context, Status.Unauthenticated, "The key in x-otlp-api-key is missing or wrong.");
        }
        else if (!Methods.TryGetValue(context.Request.Path, out var signal))
        {
            End(context, Status.Unimplemented, "Only Export of traces, logs and metrics is known here.");
        }
        else
        {
            await intake.Turns.WaitAsync(context.RequestAborted);
            try
            {
                await ExportAsync(context, intake, signal);
            }
            finally
            {
                intake.Turns.Release();
            }
        }
    }

    private static async Task ExportAsync(HttpContext context, OtlpIntake intake, Signal signal)
    {
        var header = new byte[FrameHeaderBytes];
        if (await context.Request.Body.ReadAtLeastAsync(header, header.Length, throwOnEndOfStream: false, context.RequestAborted) < header.Length)
        {
            End(context, Status.InvalidArgument, "The call carried no message.");
            return;
        }

        var isGzip = header[0] == 1;
        if (header[0] > 1 || (isGzip && context.Request.Headers["grpc-encoding"] != "gzip"))
        {
            End(context, Status.Unimplemented, "Messages may be plain or gzip.");
            return;
        }

        var length = BinaryPrimitives.ReadUInt32BigEndian(header.AsSpan(1));
        using var body = length > OtlpBody.MaxBytes ? null : await ReadAsync(context, (int)length, isGzip);
        if (body is null)
        {
            End(context, Status.ResourceExhausted, $"An export request may have {OtlpBody.MaxBytes} bytes unpacked.");
            return;
        }

        var outcome = intake.Accept(signal, body.Bytes);
        if (outcome.Malformed)
        {
            End(context, Status.InvalidArgument, "The message is not an export request.");
            return;
        }

        var answer = OtlpIntake.Answer(outcome);
        var frame = new byte[FrameHeaderBytes + answer.Length];
        BinaryPrimitives.WriteUInt32BigEndian(frame.AsSpan(1), (uint)answer.Length);
        answer.CopyTo(frame, FrameHeaderBytes);
        await context.Response.Body.WriteAsync(frame, context.RequestAborted);
        End(context, Status.Ok, "");
    }

    /// <summary>The rest of a unary call's body is its one message. Null when it is too large; empty when it was not what it said.</summary>
    private static async Task<OtlpBody?> ReadAsync(HttpContext context, int length, bool isGzip)
    {
        try
        {
            return await OtlpBody.ReadAsync(context.Request.Body, length, isGzip, context.RequestAborted);
        }
        catch (InvalidDataException)
        {
            return await OtlpBody.ReadAsync(new MemoryStream([0xFF]), 1, gzip: false, context.RequestAborted);
        }
    }

    private static void End(HttpContext context, Status status, string message)
    {
        context.Response.AppendTrailer("grpc-status", ((int)status).ToString());
        context.Response.AppendTrailer("grpc-message", Uri.EscapeDataString(message));
    }
}

using System.Buffers;

namespace Belfry.Dashboard.Otlp;

/// <summary>
/// Buffers for whole requests. The shared pool would keep one of every size for every thread; this one keeps no more than are in use at
/// once (<see cref="OtlpIntake.Turns"/>).
/// </summary>
internal static class Buffers
{
    public const int AtOnce = 4;

    /// <summary>The longest is a request's body with what packing may add to it.</summary>
    public static ArrayPool<byte> Pool { get; } = ArrayPool<byte>.Create(2 * OtlpBody.MaxBytes, AtOnce);
}

using Belfry.BackupWorker.Documents;

namespace Belfry.BackupWorker.Measures;

/// <summary>
/// A day of measurements in <see cref="Capacity"/> of them: fine at first; whenever it is full, neighbours become one and the steps twice as long, until a day fits.
/// Then the oldest give way. Safe for concurrent use.
/// </summary>
internal sealed class Series
{
    public const int Capacity = 360;

    private static readonly TimeSpan Span = TimeSpan.FromDays(1);

    private readonly Lock _lock = new();
    private readonly List<Measure> _measures = new(Capacity);
    private TimeSpan _step = TimeSpan.FromSeconds(5);
    private Measure? _open;

    public void Add(Measure measure)
    {
        lock (_lock)
        {
            _open = _open?.With(measure) ?? measure;
            if (_measures.Count > 0 && _open.At - _measures[^1].At < _step)
            {
                return;
            }

            _measures.Add(_open);
            _open = null;
            if (_measures.Count == Capacity)
            {
                MakeRoom();
            }
        }
    }

    public SeriesDocument Document
    {
        get
        {
            lock (_lock)
            {
                return new(
                    [.. _measures.Select(measure => measure.At.ToUnixTimeSeconds())],
                    [.. _measures.Select(measure => (long?)measure.Lag?.TotalMilliseconds)],
                    [.. _measures.Select(measure => measure.WalBytes)],
                    [.. _measures.Select(measure => measure.DatabaseBytes)]);
            }
        }
    }

    private void MakeRoom()
    {
        if (_step * Capacity >= Span)
        {
            _measures.RemoveAt(0);
            return;
        }

        _step *= 2;
        for (var i = 0; i < Capacity / 2; i++)
        {
            _measures[i] = _measures[2 * i].With(_measures[(2 * i) + 1]);
        }

        _measures.RemoveRange(Capacity / 2, Capacity / 2);
    }
}

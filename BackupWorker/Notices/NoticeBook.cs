namespace Belfry.BackupWorker.Notices;

/// <summary>The newest notices, for whoever looks at the panel. Safe for concurrent use.</summary>
internal sealed class NoticeBook
{
    private const int Remembered = 100;

    private readonly Lock _lock = new();
    private readonly LinkedList<Notice> _notices = []; // newest first

    public IReadOnlyList<Notice> Newest
    {
        get
        {
            lock (_lock)
            {
                return [.. _notices];
            }
        }
    }

    public void Add(Notice notice)
    {
        lock (_lock)
        {
            _notices.AddFirst(notice);
            if (_notices.Count > Remembered)
            {
                _notices.RemoveLast();
            }
        }
    }
}

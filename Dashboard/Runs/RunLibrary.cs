using System.Globalization;
using Belfry.Dashboard.Live;

namespace Belfry.Dashboard.Runs;

/// <summary>A run that can be looked at. <paramref name="Id"/> is its start, <c>20261121T011426123Z</c>, or <c>current</c>.</summary>
internal sealed record RunView(string Id, DateTimeOffset StartedAt, long Bytes, bool Current);

internal sealed record RunList(List<RunView> Runs, bool Recorded, long Unrecorded);

/// <summary>
/// The run files in the data folder, and the stores of the run that is going on. Bounded by <see cref="MaxRuns"/> files and by
/// <see cref="DashboardOptions.MaxDataBytes"/> for all of them, of which one run may have a tenth (the oldest files go when a new run begins);
/// and by one earlier run in memory at a time.
/// </summary>
internal sealed class RunLibrary(DashboardOptions options, TelemetryStores current, TimeProvider clock)
{
    public const int MaxRuns = 20;
    public const string NoSuchRun = "There is no such run (any more): only the newest are kept.";
    private const string Stamp = "yyyyMMdd'T'HHmmssfff'Z'";

    private readonly Lock _gate = new();
    private readonly long _maxBytes = options.MaxDataBytes;
    private readonly DateTimeOffset _startedAt = clock.GetUtcNow();
    private (string Id, TelemetryStores Stores)? _opened;

    /// <summary>Null when nothing is to be kept beyond this process.</summary>
    public string? Folder { get; } = options.DataFolder;

    /// <summary>The stores of a run; without an id those of the current one. Null when there is no such run.</summary>
    public TelemetryStores? Find(string? id)
    {
        if (string.IsNullOrEmpty(id) || id == "current")
        {
            return current;
        }

        lock (_gate)
        {
            if (_opened is { } opened && opened.Id == id)
            {
                return opened.Stores;
            }

            if (Files().FirstOrDefault(file => IdOf(file) == id) is not { } found || id == IdOf(_startedAt))
            {
                return null;
            }

            // Let go of the earlier run before reading the next: two in memory would be one too many.
            _opened = null;
            var stores = new TelemetryStores(new LiveUpdates(), clock);
            RunFile.Read(found.FullName, (signal, request) => stores.Accept(signal, request));
            _opened = (id, stores);
            return stores;
        }
    }

    /// <summary>Newest first; the current run leads, whether or not it has a file.</summary>
    public List<RunView> List() =>
    [
        new RunView("current", _startedAt, Files().FirstOrDefault(file => IdOf(file) == IdOf(_startedAt))?.Length ?? 0, true),
        .. Files().Where(file => IdOf(file) != IdOf(_startedAt)).Select(file => new RunView(IdOf(file), StartOf(file), file.Length, false)),
    ];

    public RunFile CreateCurrent()
    {
        if (OperatingSystem.IsWindows())
        {
            Directory.CreateDirectory(Folder!);
        }
        else
        {
            Directory.CreateDirectory(Folder!, UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute);
        }

        var kept = _maxBytes / 10;
        foreach (var (place, file) in Files().Index())
        {
            kept += file.Length;
            if (place >= MaxRuns - 1 || kept > _maxBytes)
            {
                File.Delete(file.FullName);
                File.Delete(file.FullName + "-wal");
                File.Delete(file.FullName + "-shm");
            }
        }

        return RunFile.Create(Path.Combine(Folder!, $"run-{IdOf(_startedAt)}.db"), _maxBytes / 10);
    }

    private IEnumerable<FileInfo> Files() => Folder is null || !Directory.Exists(Folder) ? []
        : new DirectoryInfo(Folder).EnumerateFiles("run-*.db").Where(file => TryStart(file, out _)).OrderByDescending(file => file.Name, StringComparer.Ordinal);

    private static string IdOf(FileInfo file) => Path.GetFileNameWithoutExtension(file.Name)["run-".Length..];

    private static string IdOf(DateTimeOffset start) => start.UtcDateTime.ToString(Stamp, CultureInfo.InvariantCulture);

    private static DateTimeOffset StartOf(FileInfo file) => TryStart(file, out var start) ? start : default;

    private static bool TryStart(FileInfo file, out DateTimeOffset start) => DateTimeOffset.TryParseExact(
        IdOf(file), Stamp, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal | DateTimeStyles.AdjustToUniversal, out start);
}

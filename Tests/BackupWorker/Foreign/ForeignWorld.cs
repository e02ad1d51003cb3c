using System.Diagnostics;
using Belfry.BackupWorker.Databases;
using Belfry.BackupWorker.Protection;
using Belfry.Storage.Backup;
using Belfry.Storage.Backup.Targets;
using Belfry.Storage.Restore;
using Belfry.Tests.Support;

namespace Belfry.Tests.BackupWorker.Foreign;

/// <summary>What happens to whom.</summary>
internal enum Blow
{
    /// <summary>One of the writers is killed and started again.</summary>
    Writer,

    /// <summary>The worker is killed and started again; the others write on.</summary>
    Worker,

    /// <summary>The worker is killed, and before it is back the writers end in order: the last one copies the WAL, of which nobody saw the end, and deletes it.</summary>
    WorkerBeforeWritersEnd,

    /// <summary>Everything is killed, as when the machine is switched off, and started again.</summary>
    All,
}

/// <summary>What a run did.</summary>
/// <param name="WriterKills">Writers killed.</param>
/// <param name="WorkerKills">Workers killed.</param>
/// <param name="Acknowledged">Commits that writers were told of.</param>
/// <param name="Restores">States restored and judged.</param>
/// <param name="Lineages">Histories in the archive at the end.</param>
/// <param name="Missed">How often there surely were commits that nobody saw.</param>
/// <param name="LongestLag">The longest lag that was shown.</param>
/// <param name="MostLost">The most commits that were acknowledged, but not in the archive when the worker was killed.</param>
internal sealed record ForeignResult(int WriterKills, int WorkerKills, long Acknowledged, int Restores, int Lineages, int Missed, TimeSpan LongestLag, long MostLost);

/// <summary>
/// A database that was never Belfry's, three foreign programs that write to it, and a worker that protects it. All are killed at random, and after every kill of the worker the archive is
/// judged by what the writers had acknowledged and by the lag that the worker had shown.
/// </summary>
internal sealed class ForeignWorld : IAsyncDisposable
{
    private static readonly TimeSpan Look = TimeSpan.FromMilliseconds(20);

    private readonly Playground _playground = new();
    private readonly Random _random;
    private readonly List<(string What, int Rows, string Digest)> _judged = [];
    private IReadOnlyList<ForeignWriter> _writers = [];
    private WorkerProcess? _worker;

    /// <summary>The histories that were in the archive when the present worker started.</summary>
    private HashSet<string> _before = [];

    /// <summary>The worker has said: the archive holds every commit that is older than this.</summary>
    private DateTimeOffset _promised;

    private DateTimeOffset _begun;
    private TimeSpan _longestLag;
    private long _mostLost;
    private int _writerKills, _workerKills, _missed;

    public ForeignWorld(int seed) => _random = new Random(seed);

    private WorkerProcess Worker => _worker!;

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    /// <summary>Strikes for at least this long, each blow several times at least.</summary>
    public async Task<ForeignResult> RunAsync(TimeSpan length)
    {
        var clock = Stopwatch.StartNew();
        Directory.CreateDirectory(Path.GetDirectoryName(_playground.DatabasePath)!);
        await ForeignPrograms.ShellAsync(_playground.DatabasePath, ForeignPrograms.Schema);
        _writers = await ForeignPrograms.WritersAsync(_playground.DatabasePath);
        StartWriters();
        await StartWorkerAsync();
        await Worker.CaughtUpAsync();
        _begun = DateTimeOffset.UtcNow;
        do
        {
            Blow[] blows = [.. Enumerable.Repeat(Blow.Writer, 4), .. Enumerable.Repeat(Blow.Worker, 3), Blow.WorkerBeforeWritersEnd, Blow.All];
            _random.Shuffle(blows);
            foreach (var blow in blows)
            {
                await WatchAsync(TimeSpan.FromMilliseconds(_random.Next(800)));
                await StrikeAsync(blow);
            }
        }
        while (clock.Elapsed < length);

        return await EndAsync();
    }

    public async ValueTask DisposeAsync()
    {
        foreach (var writer in _writers)
        {
            writer.Dispose();
        }

        await (_worker?.DisposeAsync() ?? ValueTask.CompletedTask);
        await _playground.DisposeAsync();
    }

    private async Task StrikeAsync(Blow blow)
    {
        if (blow == Blow.Writer)
        {
            var writer = _writers[_random.Next(_writers.Count)];
            await writer.KillAsync();
            _writerKills++;
            writer.Start();
            return;
        }

        await LookAsync();
        await Worker.KillAsync();
        _workerKills++;
        if (blow == Blow.All)
        {
            await Task.WhenAll(_writers.Select(writer => writer.KillAsync()));
            _writerKills += _writers.Count;
        }

        await JudgeLatestAsync();
        await Task.Delay(_random.Next(300), Cancellation);
        switch (blow)
        {
            case Blow.WorkerBeforeWritersEnd:
                await EndWritersUnseenAsync();
                break;
            case Blow.All:
                StartWriters();
                break;
        }

        if (blow != Blow.WorkerBeforeWritersEnd)
        {
            await StartWorkerAsync();
        }
    }

    /// <summary>Commits that nobody can have seen: the worker has to begin a new history, and to say so.</summary>
    private async Task EndWritersUnseenAsync()
    {
        var acknowledged = _writers.Sum(writer => writer.Acknowledged);
        await Eventually.TrueAsync(() => Task.FromResult(_writers.Sum(writer => writer.Acknowledged) > acknowledged), "a commit that nobody sees");
        await Task.WhenAll(_writers.Select(writer => writer.StopAsync()));
        await StartWorkerAsync();
        StartWriters();
        var stream = await Worker.CaughtUpAsync();
        Assert.DoesNotContain(stream.Lineage!, _before);
        Assert.Contains("nobody followed", stream.LineageReason, StringComparison.Ordinal);
        await Eventually.TrueAsync(() => Task.FromResult(Worker.Log.Contains($"Lineage {stream.Lineage} begins. {stream.LineageReason}", StringComparison.Ordinal)), "the log to tell of the new history");
        _missed++;
    }

    private void StartWriters()
    {
        foreach (var writer in _writers)
        {
            writer.Start();
        }
    }

    private async Task StartWorkerAsync()
    {
        await (_worker?.DisposeAsync() ?? ValueTask.CompletedTask);
        _before = [.. (await ObjectsAsync()).Select(name => name.Split('/')[2])];
        _worker = await WorkerProcess.StartAsync(_playground, ("Backup__Schedule", "0 3 * * *"));
    }

    private async Task WatchAsync(TimeSpan span)
    {
        for (var clock = Stopwatch.StartNew(); clock.Elapsed < span; await Task.Delay(Look, Cancellation))
        {
            await LookAsync();
        }
    }

    /// <summary>Notes what the worker promises, and judges that it says of a history honestly whether it is a new one.</summary>
    private async Task LookAsync()
    {
        var asked = DateTimeOffset.UtcNow;
        var stream = (await Worker.StateAsync()).Stream;
        if (stream.Lineage is { } lineage)
        {
            Assert.True(_before.Contains(lineage) == stream.LineageReason is null, $"The reason of {lineage} is: {stream.LineageReason}. Before: {string.Join(' ', _before)}");
        }

        if (stream.LagMilliseconds is { } lag)
        {
            var since = asked - TimeSpan.FromMilliseconds(lag + 1); // it is told in whole milliseconds
            _promised = since > _promised ? since : _promised;
            _longestLag = TimeSpan.FromMilliseconds(lag) > _longestLag ? TimeSpan.FromMilliseconds(lag) : _longestLag;
        }
    }

    /// <summary>Judges what is left without the worker: all that it had promised, and at a past moment the beginning of that.</summary>
    private async Task JudgeLatestAsync()
    {
        var acknowledged = _writers.Sum(writer => writer.Acknowledged);
        var restored = await JudgeAsync(RestorePoint.Latest, "the newest commit");
        foreach (var writer in _writers)
        {
            var promised = writer.AcknowledgedBefore(_promised);
            Assert.True(restored.Of(writer.Name) >= promised, $"The archive has {restored.Of(writer.Name)} rows of {writer.Name}, but {promised} were older than the lag that was shown.");
        }

        _mostLost = Math.Max(_mostLost, acknowledged - restored.Length);
        var span = DateTimeOffset.UtcNow - _begun;
        await JudgeAsync(RestorePoint.At(_begun + (span * _random.NextDouble())), "a moment");
    }

    private async Task<ForeignHistory> JudgeAsync(RestorePoint point, string what)
    {
        var file = _playground.File($"{Guid.NewGuid():n}.db");
        var archive = await BackupJob.OpenArchiveAsync(new FolderTarget(_playground.ArchivePath), keys: null, ConfiguredDatabase.First, Cancellation);
        var result = await archive.RestoreAsync(point, file, cancellation: Cancellation);
        var restored = await ForeignHistory.ReadAsync(file);
        File.Delete(file);
        _judged.Add(($"{what}, {result.Lineage}/{result.Position}", restored.Length, restored.Digest(restored.Length)));
        return restored;
    }

    /// <summary>Everybody stops; the archive catches up, and every state that was restored on the way has to be the beginning of what is there now.</summary>
    private async Task<ForeignResult> EndAsync()
    {
        await Task.WhenAll(_writers.Select(writer => writer.StopAsync()));
        await Worker.CaughtUpAsync();
        await Worker.KillAsync();
        var newest = await JudgeAsync(RestorePoint.Latest, "the end");
        var lineages = (await ObjectsAsync()).GroupBy(name => name.Split('/')[2]).ToList();
        foreach (var lineage in lineages)
        {
            await JudgeAsync(RestorePoint.Commit(lineage.Key, lineage.Max(LastPosition)), "the end of a history");
        }

        var live = await ForeignHistory.ReadAsync(_playground.DatabasePath);
        Assert.Equal(live.Length, newest.Length);
        Assert.All(_writers, writer => Assert.InRange(writer.Acknowledged, 1, live.Of(writer.Name)));
        Assert.All(_judged, state => Assert.True(state.Digest == live.Digest(state.Rows), $"{state.What} is not how the first {state.Rows} commits left the database."));
        return new ForeignResult(_writerKills, _workerKills, _writers.Sum(writer => writer.Acknowledged), _judged.Count, lineages.Count, _missed, _longestLag, _mostLost);
    }

    private async Task<IEnumerable<string>> ObjectsAsync() => Directory.Exists(_playground.ArchivePath)
        ? (await new FolderTarget(_playground.ArchivePath).ListAsync("appdb/lineages/", Cancellation)).Select(stored => stored.Name)
        : [];

    private static long LastPosition(string name) =>
        ArchiveNames.ReadSegment(name)?.Last ?? (ArchiveNames.TryReadSnapshot(name, out _, out var position, out _) ? position : 0);
}

using System.Globalization;

namespace Belfry.BackupWorker.Protection;

/// <summary>
/// Until when a person wants scheduled work to stand still: one line in the archive's folder, such as <c>2026-11-21T15:03:10.0000000+00:00</c>. So it survives a
/// restart of the service, and the command line sets it whether or not the service runs.
/// </summary>
internal sealed class PauseFile(string archiveFolder)
{
    public static readonly TimeSpan Usual = TimeSpan.FromHours(1);
    public static readonly TimeSpan Shortest = TimeSpan.FromMinutes(1);
    public static readonly TimeSpan Longest = TimeSpan.FromDays(1);

    private readonly string _path = Path.Combine(archiveFolder, "state", "paused-until");

    /// <summary>The end of the pause; null when there is none. A file that cannot be read is none, nor is an end further away than a pause can be: work goes on.</summary>
    public DateTimeOffset? Read(DateTimeOffset now)
    {
        try
        {
            return File.Exists(_path)
                && DateTimeOffset.TryParse(File.ReadAllText(_path), CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal, out var until)
                && until > now && until <= now + Longest
                ? until
                : null;
        }
        catch (Exception unreadable) when (unreadable is IOException or UnauthorizedAccessException)
        {
            return null;
        }
    }

    /// <summary>Begins a pause, or gives the one that there is another end, which is returned.</summary>
    /// <param name="length"><see cref="Shortest"/> to <see cref="Longest"/>.</param>
    /// <param name="now">The present.</param>
    /// <exception cref="IOException">The file cannot be written; or <see cref="UnauthorizedAccessException"/>.</exception>
    public DateTimeOffset Begin(TimeSpan length, DateTimeOffset now)
    {
        var until = now + length;
        Directory.CreateDirectory(Path.GetDirectoryName(_path)!);
        var temporary = _path + ".tmp";
        File.WriteAllText(temporary, $"{until:O}");
        File.Move(temporary, _path, overwrite: true);
        return until;
    }

    /// <inheritdoc cref="Begin" path="/exception"/>
    public void End()
    {
        if (File.Exists(_path))
        {
            File.Delete(_path);
        }
    }
}

using Belfry.BackupWorker.Databases;
using Belfry.BackupWorker.Options;
using Belfry.BackupWorker.Protection;
using Belfry.ServiceDefaults;

namespace Belfry.BackupWorker.Commands;

/// <summary>What the service's own configuration says, as far as it is known here; commands go on without what they do not need of it.</summary>
internal sealed class ServiceSettings(IConfiguration configuration, ConfiguredDatabase database)
{
    /// <exception cref="FaultException">The configured schedule cannot be read.</exception>
    public BackupSchedule Schedule
    {
        get
        {
            var expression = database[nameof(BackupOptions.Schedule)] ?? BackupSchedule.Default;
            return BackupSchedule.TryParse(expression, out var schedule, out var fault)
                ? schedule
                : throw new FaultException(new Fault(
                    ExitCode.Usage,
                    FaultCode.ScheduleWrong,
                    $"The schedule '{expression}' cannot be read.",
                    fault,
                    $"Correct {database.Variable(nameof(BackupOptions.Schedule))}, for example {BackupSchedule.Default} for every 15 minutes."));
        }
    }

    /// <summary>The settings of the database: what is kept, among others.</summary>
    /// <exception cref="FaultException">One of them cannot be read.</exception>
    public BackupOptions Options => Readable(BackupOptions.Section, database.Options);

    /// <summary>Whether the settings say what is kept; otherwise they are only defaults.</summary>
    public bool SayWhatIsKept => (database[nameof(BackupOptions.Keep)] ?? database[nameof(BackupOptions.History)]) is not null;

    /// <summary>Whom the service tells that live data was replaced.</summary>
    /// <exception cref="FaultException">A setting cannot be read.</exception>
    public NoticeOptions Notices
    {
        get
        {
            var notices = Readable(NoticeOptions.Section, () => configuration.GetSection(NoticeOptions.Section).Get<NoticeOptions>() ?? new NoticeOptions());
            return NoticeOptions.Faults(notices).FirstOrDefault() is { Fault: { } fault } wrong
                ? throw Unreadable(NoticeOptions.Section, $"{NoticeOptions.Section}__{wrong.Property}: {fault}")
                : notices;
        }
    }

    /// <summary>The same sources as the service has.</summary>
    public static IConfiguration Read() => new ConfigurationBuilder()
        .AddPlainVariables()
        .AddJsonFile(Path.GetFullPath("appsettings.json"), optional: true)
        .AddEnvironmentVariables()
        .AddSecretFiles()
        .Build();

    private static T Readable<T>(string section, Func<T> read)
    {
        try
        {
            return read();
        }
        catch (InvalidOperationException unreadable)
        {
            throw Unreadable(section, unreadable.Message);
        }
    }

    private static FaultException Unreadable(string section, string why) => new(new Fault(
        ExitCode.Usage, FaultCode.Usage, "The settings of the service cannot be read.", why, $"Correct the variable whose name begins with {section}__."));
}

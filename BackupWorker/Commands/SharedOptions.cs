using System.CommandLine;
using Belfry.BackupWorker.Protection;

namespace Belfry.BackupWorker.Commands;

/// <summary>The options that several commands have, with one meaning each.</summary>
internal static class SharedOptions
{
    public static readonly Option<string> Archive = new("--archive", "-a")
    {
        HelpName = "DIR",
        Description = "The folder that holds the backups; to list, show, drill or restore to a file also s3://bucket/prefix or rclone:REMOTE. Default: Backup__Target, else .belfry/data-backups here or in a folder above.",
    };

    public static readonly Option<string> Database = new("--database", "-d")
    {
        HelpName = "NAME|FILE",
        Description = "The database: a further one by its name, such as notes of Backup__Databases__notes, or a file, with a slash or a dot in it. Default: that of ConnectionStrings__appdb, named appdb, else .belfry/data/app.db here or in a folder above; to list, for status, doctor, pause and resume all there are.",
    };

    public static readonly Option<string> KeyFile = new("--key-file")
    {
        HelpName = "FILE",
        Description = "The keys of an encrypted archive. Default: Backup__KeyFile.",
    };

    public static readonly Option<bool> Json = new("--json")
    {
        Description = "Write the result, or the fault, as one JSON document.",
    };

    public static readonly Argument<string> OneBackup = new("backup")
    {
        DefaultValueFactory = _ => Choice.Latest,
        Description = "latest for the newest verified backup, or an id from belfry list; the beginning of an id will do.",
    };

    public static readonly Argument<string?> Which = new("backup")
    {
        Arity = ArgumentArity.ZeroOrOne,
        Description = "latest for the newest verified backup, an id from belfry list (the beginning of an id will do), or a name given by belfry name.",
    };

    public static readonly Option<string?> At = new("--at")
    {
        HelpName = "TIME",
        Description = $"Instead of a backup: the last commit at or before a moment, in UTC: {Moment.Shapes}.",
    };
}

using System.ComponentModel.DataAnnotations;
using Belfry.Storage;

namespace Belfry.BackupWorker.Options;

/// <summary>The section <c>ConnectionStrings</c>: which database is protected.</summary>
internal sealed class ConnectionOptions
{
    public const string Section = "ConnectionStrings";

    private const string Example = "for example Data Source=/data/app.db";

    /// <summary>What is wrong with a connection string that is one of another engine.</summary>
    public const string NoFile = $"It names no file, {Example}.";

    /// <summary>The connection string of the application that is protected: <c>Data Source=/data/app.db</c>. No default.</summary>
    [Required(ErrorMessage = $"Name the database to protect, {Example}.")]
    [ConfigurationKeyName("appdb")]
    public string Appdb { get; set; } = "";

    /// <exception cref="ArgumentException">The connection string names no file.</exception>
    public string DatabaseFile() => DatabaseOptions.FromConnectionString(Appdb).Path;

    /// <remarks>The connection string is not repeated: pasted by mistake, it may hold another server's password.</remarks>
    public static IEnumerable<(string Property, string Fault)> Faults(ConnectionOptions options)
    {
        try
        {
            options.DatabaseFile();
            return [];
        }
        catch (ArgumentException)
        {
            return [(nameof(Appdb), NoFile)];
        }
    }
}

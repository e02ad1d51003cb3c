using System.ComponentModel.DataAnnotations;
using Belfry.Storage;

namespace Belfry.Api.Data;

/// <summary>The section <c>ConnectionStrings</c>.</summary>
internal sealed class ConnectionOptions
{
    /// <summary>The database: <c>Data Source=/data/app.db</c>. Required; there is no default that could lose data in a temporary folder.</summary>
    [Required]
    [ConfigurationKeyName("appdb")]
    public string Appdb { get; init; } = "";

    public static IEnumerable<(string Property, string Fault)> Check(ConnectionOptions options)
    {
        try
        {
            DatabaseOptions.FromConnectionString(options.Appdb);
            return [];
        }
        catch (ArgumentException)
        {
            return [(nameof(Appdb), "Not a connection string like Data Source=/data/app.db.")];
        }
    }
}

namespace Belfry.Storage.Sqlite;

/// <summary>Names of tables and columns within a statement, where they cannot be parameters.</summary>
public static class SqliteName
{
    /// <summary>The name in quotes, whatever is in it: <c>my "table"</c> becomes <c>"my ""table"""</c>.</summary>
    public static string Quoted(string name) => $"\"{name.Replace("\"", "\"\"", StringComparison.Ordinal)}\"";
}

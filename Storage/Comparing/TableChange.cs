namespace Belfry.Storage.Comparing;

/// <summary>How a table would differ if one database took the place of another.</summary>
/// <param name="Table">Its name.</param>
/// <param name="Rows">How many rows it has now; null when it does not exist, or time was over.</param>
/// <param name="RowsThen">How many it would have; null when it would not exist, or time was over.</param>
/// <param name="Added">Rows that would come; null when time was over.</param>
/// <param name="Removed">Rows that would go; null when time was over.</param>
/// <param name="Changed">Rows that would stay under their key with another content; null when time was over.</param>
public sealed record TableChange(string Table, long? Rows, long? RowsThen, long? Added, long? Removed, long? Changed);

using System.Runtime.CompilerServices;
using System.Text;
using SQLitePCL;

namespace Belfry.Storage.Sqlite;

/// <summary>
/// One parameter of a statement: NULL, a 64-bit integer, a double, a text or a blob. Made implicitly from the C# value,
/// so that a call reads <c>session.Execute("insert into lists values (?1, ?2)", id, name)</c>.
/// </summary>
public readonly struct SqliteValue
{
    private readonly object? _reference;
    private readonly long _bits;
    private readonly Kind _kind;

    private SqliteValue(Kind kind, long bits, object? reference)
    {
        _kind = kind;
        _bits = bits;
        _reference = reference;
    }

    private enum Kind : byte
    {
        Null,
        Integer,
        Real,
        Text,
        Blob,
    }

    /// <summary>A 64-bit integer.</summary>
    public static implicit operator SqliteValue(long value) => new(Kind.Integer, value, null);

    /// <summary>A 64-bit integer, or NULL.</summary>
    public static implicit operator SqliteValue(long? value) => value is { } present ? present : default(SqliteValue);

    /// <summary>An integer, stored as 64 bits.</summary>
    public static implicit operator SqliteValue(int value) => new(Kind.Integer, value, null);

    /// <summary>1 for true, 0 for false.</summary>
    public static implicit operator SqliteValue(bool value) => new(Kind.Integer, value ? 1 : 0, null);

    /// <summary>An IEEE double. NaN is stored by SQLite as NULL.</summary>
    public static implicit operator SqliteValue(double value) => new(Kind.Real, BitConverter.DoubleToInt64Bits(value), null);

    /// <summary>A text, stored as UTF-8; NULL when the string is null.</summary>
    public static implicit operator SqliteValue(string? value) => value is null ? default : new(Kind.Text, 0, value);

    /// <summary>A blob; NULL when the array is null. The array must not change until the call returns.</summary>
    public static implicit operator SqliteValue(byte[]? value) => value is null ? default : new(Kind.Blob, 0, value);

    internal int Bind(sqlite3_stmt statement, int index) => _kind switch
    {
        Kind.Null => raw.sqlite3_bind_null(statement, index),
        Kind.Integer => raw.sqlite3_bind_int64(statement, index, _bits),
        Kind.Real => raw.sqlite3_bind_double(statement, index, BitConverter.Int64BitsToDouble(_bits)),
        Kind.Text => BindText(statement, index, Unsafe.As<string>(_reference!)),
        _ => BindBlob(statement, index, Unsafe.As<byte[]>(_reference!)),
    };

    [SkipLocalsInit]
    private static int BindText(sqlite3_stmt statement, int index, string text)
    {
        // An empty span reaches SQLite as a null pointer, which would bind NULL: the string overload keeps '' apart from NULL.
        if (text.Length == 0)
        {
            return raw.sqlite3_bind_text(statement, index, text);
        }

        const int OnStack = 512;
        if (text.Length <= OnStack / 3)
        {
            Span<byte> buffer = stackalloc byte[OnStack];
            return raw.sqlite3_bind_text(statement, index, buffer[..Encoding.UTF8.GetBytes(text, buffer)]);
        }

        return raw.sqlite3_bind_text(statement, index, Encoding.UTF8.GetBytes(text).AsSpan());
    }

    private static int BindBlob(sqlite3_stmt statement, int index, byte[] blob) =>
        blob.Length == 0 ? raw.sqlite3_bind_zeroblob(statement, index, 0) : raw.sqlite3_bind_blob(statement, index, blob.AsSpan());
}

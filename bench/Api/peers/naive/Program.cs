using Microsoft.Data.Sqlite;

// The way a .NET tutorial does it: a pooled connection for each request, the framework's defaults, no sign-in.
var builder = WebApplication.CreateBuilder(args);
builder.Logging.ClearProviders();
var app = builder.Build();
var source = $"Data Source={Environment.GetEnvironmentVariable("DATABASE")}";
using (var first = Open(source))
{
    Run(first, "pragma journal_mode = wal");
}

// What the machine gives at most: to a server that has nothing to do, and to one that reads and answers a new item but stores nothing.
app.MapGet("/bare", () => Results.NoContent());
app.MapPost("/bare", (Input input) => Results.Created(
    "/bare", new Item(Guid.NewGuid().ToString(), "", input.Name ?? "", input.Note, input.Url, input.Price, input.Currency, input.Quantity ?? 1, 0)));

app.MapGet("/api/lists/{id}/items", (string id, int limit = 50, long cursor = 0) =>
{
    using var connection = Open(source);
    if (!HasList(connection, id))
    {
        return Results.NotFound();
    }

    using var command = connection.CreateCommand();
    command.CommandText = "select seq, id, name, note, url, price, currency, quantity, created_at from items where list_id = $list and seq > $cursor order by seq limit $limit";
    command.Parameters.AddWithValue("$list", id);
    command.Parameters.AddWithValue("$cursor", cursor);
    command.Parameters.AddWithValue("$limit", limit + 1);
    using var reader = command.ExecuteReader();
    var (items, last, next) = (new List<Item>(), 0L, (long?)null);
    while (reader.Read())
    {
        if (items.Count == limit)
        {
            next = last;
            break;
        }

        last = reader.GetInt64(0);
        items.Add(new Item(
            reader.GetString(1), id, reader.GetString(2), TextOrNull(reader, 3), TextOrNull(reader, 4), reader.IsDBNull(5) ? null : reader.GetDouble(5),
            TextOrNull(reader, 6), reader.GetInt32(7), reader.GetInt64(8)));
    }

    return Results.Ok(new Page(items, next));
});

app.MapPost("/api/lists/{id}/items", (string id, Input input) =>
{
    if (input.Name is not { Length: > 0 and <= 200 })
    {
        return Results.BadRequest();
    }

    using var connection = Open(source);
    if (!HasList(connection, id))
    {
        return Results.NotFound();
    }

    var item = new Item(
        Guid.NewGuid().ToString(), id, input.Name, input.Note, input.Url, input.Price, input.Currency, input.Quantity ?? 1, DateTimeOffset.UtcNow.ToUnixTimeMilliseconds());
    using var command = connection.CreateCommand();
    command.CommandText = "insert into items (id, list_id, name, note, url, price, currency, quantity, created_at) values ($id, $list, $name, $note, $url, $price, $currency, $quantity, $at)";
    command.Parameters.AddWithValue("$id", item.Id);
    command.Parameters.AddWithValue("$list", id);
    command.Parameters.AddWithValue("$name", item.Name);
    command.Parameters.AddWithValue("$note", (object?)item.Note ?? DBNull.Value);
    command.Parameters.AddWithValue("$url", (object?)item.Url ?? DBNull.Value);
    command.Parameters.AddWithValue("$price", (object?)item.Price ?? DBNull.Value);
    command.Parameters.AddWithValue("$currency", (object?)item.Currency ?? DBNull.Value);
    command.Parameters.AddWithValue("$quantity", item.Quantity);
    command.Parameters.AddWithValue("$at", item.CreatedAt);
    command.ExecuteNonQuery();
    return Results.Created($"/api/lists/{id}/items/{item.Id}", item);
});

app.Run();

static SqliteConnection Open(string source)
{
    var connection = new SqliteConnection(source);
    connection.Open();
    Run(connection, "pragma synchronous = full");
    return connection;
}

static void Run(SqliteConnection connection, string sql)
{
    using var command = connection.CreateCommand();
    command.CommandText = sql;
    command.ExecuteNonQuery();
}

static bool HasList(SqliteConnection connection, string id)
{
    using var command = connection.CreateCommand();
    command.CommandText = "select 1 from lists where id = $id";
    command.Parameters.AddWithValue("$id", id);
    return command.ExecuteScalar() is not null;
}

static string? TextOrNull(SqliteDataReader reader, int column) => reader.IsDBNull(column) ? null : reader.GetString(column);

internal sealed record Input(string? Name, string? Note, string? Url, double? Price, string? Currency, int? Quantity);

internal sealed record Item(string Id, string ListId, string Name, string? Note, string? Url, double? Price, string? Currency, int Quantity, long CreatedAt);

internal sealed record Page(List<Item> Items, long? Next);

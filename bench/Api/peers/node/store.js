// The same prepared statements for both servers; better-sqlite3 is synchronous, so one process writes without waiting for a lock.
const { randomUUID } = require('node:crypto');
const database = require('better-sqlite3')(process.env.DATABASE);
database.pragma('busy_timeout = 10000');
database.pragma('journal_mode = WAL');
database.pragma('synchronous = FULL');

const list = database.prepare('select 1 from lists where id = ?');
const page = database.prepare('select * from items where list_id = ? and seq > ? order by seq limit ?');
const insert = database.prepare(
  'insert into items (id, list_id, name, note, url, price, currency, quantity, created_at) values (?, ?, ?, ?, ?, ?, ?, ?, ?)');

exports.hasList = (id) => list.get(id) !== undefined;

exports.getItems = (id, limit, cursor) => {
  const rows = page.all(id, cursor, limit + 1);
  const more = rows.length > limit;
  return { items: (more ? rows.slice(0, limit) : rows).map(output), next: more ? rows[limit - 1].seq : null };
};

exports.addItem = (listId, input) => {
  const row = {
    id: randomUUID(), list_id: listId, name: input.name, note: input.note ?? null, url: input.url ?? null, price: input.price ?? null,
    currency: input.currency ?? null, quantity: input.quantity ?? 1, created_at: Date.now(),
  };
  insert.run(row.id, row.list_id, row.name, row.note, row.url, row.price, row.currency, row.quantity, row.created_at);
  return output(row);
};

function output(row) {
  return {
    id: row.id, listId: row.list_id, name: row.name, note: row.note, url: row.url, price: row.price, currency: row.currency,
    quantity: row.quantity, createdAt: row.created_at,
  };
}

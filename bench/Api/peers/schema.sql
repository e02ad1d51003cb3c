-- The peers' tables: Belfry's items without its search index, bin, order by hand and idempotency keys, which the peers therefore need not keep.
create table lists (id text not null primary key, name text not null);
create table items (
    seq integer primary key,
    id text not null unique,
    list_id text not null references lists (id),
    name text not null,
    note text,
    url text,
    price real,
    currency text,
    quantity integer not null,
    created_at integer not null
);
create index items_list on items (list_id, seq);

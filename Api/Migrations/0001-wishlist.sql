-- Ids are UUIDv7 in lower-case text: they sort by creation. Times are Unix milliseconds.

create table lists (
    id text not null primary key,
    name text not null,
    item_count integer not null default 0, -- kept by the statements that add and remove items
    created_at bigint not null,
    updated_at bigint not null
);

create table items (
    list_id text not null references lists (id) on delete cascade,
    id text not null,
    name text not null,
    note text,
    url text,
    created_at bigint not null,
    updated_at bigint not null,
    primary key (list_id, id) -- the index that pages through one list
);

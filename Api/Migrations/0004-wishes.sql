-- Lists and items get an owner's view: order, bin, archive, versions, and what else is said about a wish.
-- position orders by hand: new entries go to the end, a moved one between its neighbours. A version counts the edits of its row.

create table new_lists (
    seq integer primary key,
    id text not null unique,
    owner_id text references people (id),
    position bigint not null,
    name text not null,
    description text,
    item_count integer not null default 0, -- kept by the statements that add and remove items
    reveal_at bigint, -- until then, or for ever when null, its owner does not see who claimed what
    archived_at bigint,
    deleted_at bigint,
    version integer not null default 1,
    created_at bigint not null,
    updated_at bigint not null,
    creation_key text -- the Idempotency-Key of the request that created the row: repeated after a lost answer, it finds the row
);
insert into new_lists (id, owner_id, position, name, item_count, created_at, updated_at, creation_key)
    select id, owner_id, 1048576 * row_number() over (order by id), name, item_count, created_at, updated_at, created_by from lists;

create table new_items (
    seq integer primary key,
    id text not null unique,
    list_seq integer not null references lists (seq) on delete cascade,
    position bigint not null,
    name text not null,
    note text,
    url text,
    price bigint, -- in ten-thousandths
    currency text,
    quantity integer not null default 1,
    priority integer not null default 0, -- -1 low, 0 normal, 1 high
    state integer not null default 0, -- 0 wanted, 1 received
    pictures text not null default '', -- SHA-256 of each in hex, in order, with spaces between
    deleted_at bigint,
    version integer not null default 1,
    created_at bigint not null,
    updated_at bigint not null,
    creation_key text
);
insert into new_items (id, list_seq, position, name, note, url, created_at, updated_at, creation_key)
    select i.id, l.seq, 1048576 * row_number() over (order by i.id), i.name, i.note, i.url, i.created_at, i.updated_at, i.created_by
    from items i join new_lists l on l.id = i.list_id order by i.id;

drop table items;
drop table lists;
alter table new_lists rename to lists;
alter table new_items rename to items;
create index lists_owner on lists (owner_id, position);
create unique index lists_creation on lists (owner_id, creation_key) where creation_key is not null;
create index items_order on items (list_seq, position);
create unique index items_creation on items (list_seq, creation_key) where creation_key is not null;

-- Full-text search (SQLite's FTS5); the texts themselves stay in items.
create virtual table items_search using fts5(name, note, content = 'items', content_rowid = 'seq');
insert into items_search (rowid, name, note) select seq, name, note from items;
create trigger items_search_added after insert on items begin
    insert into items_search (rowid, name, note) values (new.seq, new.name, new.note);
end;
create trigger items_search_changed after update of name, note on items begin
    insert into items_search (items_search, rowid, name, note) values ('delete', old.seq, old.name, old.note);
    insert into items_search (rowid, name, note) values (new.seq, new.name, new.note);
end;
create trigger items_search_removed after delete on items begin
    insert into items_search (items_search, rowid, name, note) values ('delete', old.seq, old.name, old.note);
end;

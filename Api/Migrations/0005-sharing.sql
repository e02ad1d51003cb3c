-- Once a list was shared, its reveal can only become later.
alter table lists add column shared_at bigint;

create table shares (
    seq integer primary key,
    id text not null unique,
    list_seq integer not null references lists (seq) on delete cascade,
    token text not null unique, -- readable, so that its owner can copy the link again; it opens nothing that the database does not hold
    name text not null,
    expires_at bigint,
    created_at bigint not null,
    creation_key text
);
create index shares_list on shares (list_seq, seq);
create unique index shares_creation on shares (list_seq, creation_key) where creation_key is not null;

create table claims (
    seq integer primary key,
    id text not null unique,
    list_seq integer not null references lists (seq) on delete cascade, -- where the item was when it was claimed: that list's reveal counts, wherever the item goes
    item_seq integer not null references items (seq) on delete cascade,
    guest text not null,
    quantity integer not null,
    secret blob not null unique, -- SHA-256 of the key that the guest chose
    created_at bigint not null
);
create index claims_item on claims (item_seq);
create index claims_list on claims (list_seq, seq);

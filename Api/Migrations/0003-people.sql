-- Secrets (session cookies, API tokens, invitation links) are kept as SHA-256 of 32 random bytes' text: whoever reads a backup cannot use them.

create table people (
    seq integer primary key,
    id text not null unique,
    account text not null unique, -- what is typed to sign in, in lower case
    name text not null,
    role text not null,
    password text, -- as ASP.NET Core's PasswordHasher writes it; null until the invitation is accepted
    disabled integer not null default 0,
    created_at bigint not null
);

create table sessions (
    seq integer primary key,
    id text not null unique,
    person_id text not null references people (id) on delete cascade,
    secret blob not null unique,
    device text not null,
    created_at bigint not null,
    seen_at bigint not null,
    expires_at bigint not null
);
create index sessions_person on sessions (person_id, seq);

create table tokens (
    seq integer primary key,
    id text not null unique,
    person_id text not null references people (id) on delete cascade,
    secret blob not null unique,
    name text not null,
    scopes integer not null, -- bits: 1 read, 2 write, 4 control
    created_at bigint not null,
    seen_at bigint,
    expires_at bigint
);
create index tokens_person on tokens (person_id, seq);

create table invitations (
    person_id text not null primary key references people (id) on delete cascade,
    secret blob not null unique,
    expires_at bigint not null
);

create table audit (
    seq integer primary key,
    at bigint not null,
    account text not null,
    action text not null,
    subject text not null,
    outcome text -- null while it runs
);

-- Lists from before there were people: whoever sets the server up gets them.
alter table lists add column owner_id text references people (id);
create index lists_owner on lists (owner_id, id);

-- Pictures on the volume that no item names, and since when; removed after a time, and kept by backups for as long as those are kept.
create table unused_pictures (sha256 text not null primary key, since bigint not null);
create index items_bin on items (deleted_at) where deleted_at is not null;
create index lists_bin on lists (deleted_at) where deleted_at is not null;

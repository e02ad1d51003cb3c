-- The Idempotency-Key of the request that created the row: repeated after a lost answer, the request finds the row.

alter table lists add column created_by text;
create unique index lists_created_by on lists (created_by) where created_by is not null;

alter table items add column created_by text;
create unique index items_created_by on items (list_id, created_by) where created_by is not null;

-- Another number whenever something about a list's items changes, whoever changes it: a page that was made before that is not shown again.
-- Random, so that no restored database ever has the number of another state.
alter table lists add column items_stamp integer not null default 0;

-- Items wait here for the search index, which takes many at once: FTS5 writes to disk what it was given at every savepoint, and each request has one.
create table items_unindexed (seq integer primary key);

drop trigger items_search_added;
drop trigger items_search_changed;
drop trigger items_search_removed;

create trigger items_added after insert on items begin
    update lists set item_count = item_count + 1, items_stamp = random() where seq = new.list_seq;
    insert into items_unindexed values (new.seq);
end;
create trigger items_changed after update on items begin
    update lists set items_stamp = random() where seq in (old.list_seq, new.list_seq);
end;
create trigger items_renamed after update of name, note on items when new.name is not old.name or new.note is not old.note begin
    insert into items_search (items_search, rowid, name, note)
        select 'delete', old.seq, old.name, old.note where not exists (select 1 from items_unindexed where seq = old.seq);
    insert or ignore into items_unindexed values (new.seq);
end;
create trigger items_removed after delete on items begin
    update lists set items_stamp = random() where seq = old.list_seq;
    insert into items_search (items_search, rowid, name, note)
        select 'delete', old.seq, old.name, old.note where not exists (select 1 from items_unindexed where seq = old.seq);
    delete from items_unindexed where seq = old.seq;
end;

-- What changes with each item lies apart from what is said about a list, in rows so short that a page has hundreds of them: a commit that adds items to many lists
-- writes a few pages of it, not a page for each list. A list without a row here never had an item.
create table list_contents (
    list_seq integer primary key references lists (seq) on delete cascade,
    item_count integer not null, -- kept by the statements that add and remove items
    stamp integer not null -- another, random number with every change of an item
);
insert into list_contents select seq, item_count, items_stamp from lists;

drop trigger items_added;
drop trigger items_changed;
drop trigger items_removed;
alter table lists drop column item_count;
alter table lists drop column items_stamp;

create trigger items_added after insert on items begin
    insert into list_contents values (new.list_seq, 1, random())
        on conflict (list_seq) do update set item_count = item_count + 1, stamp = excluded.stamp;
    insert into items_unindexed values (new.seq);
end;
create trigger items_changed after update on items begin
    update list_contents set stamp = random() where list_seq in (old.list_seq, new.list_seq);
end;
create trigger items_removed after delete on items begin
    update list_contents set stamp = random() where list_seq = old.list_seq;
    insert into items_search (items_search, rowid, name, note)
        select 'delete', old.seq, old.name, old.note where not exists (select 1 from items_unindexed where seq = old.seq);
    delete from items_unindexed where seq = old.seq;
end;

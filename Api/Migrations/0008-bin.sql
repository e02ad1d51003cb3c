-- The bin of a person is read list by list, newest first, however much others have in theirs.
create index items_bin_of_list on items (list_seq, deleted_at) where deleted_at is not null;

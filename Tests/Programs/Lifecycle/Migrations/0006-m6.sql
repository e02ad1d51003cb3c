create table m6 (id integer primary key, a text); insert into m6 (a) with recursive c(i) as (select 1 union all select i + 1 from c where i < 2000) select hex(randomblob(50)) from c;

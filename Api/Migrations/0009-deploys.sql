-- Which version of the service began to write when.
create table deploys (
    seq integer primary key,
    at integer not null,
    version text not null
);

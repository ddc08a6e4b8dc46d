-- +goose Up

-- The newest that deployments told of each employer: who follows it, and from when.
create table lineage (
    ods     text   primary key,
    version bigint not null check (version > 0),
    state   jsonb  not null
);

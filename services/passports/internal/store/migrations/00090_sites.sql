-- +goose Up

-- Where people work, as deployments tells it: pages name sites, and codes beside them. The newest version counts, in
-- whatever order the words come.
create table sites (
  ods      text primary key,
  employer text not null,
  version  bigint not null,
  name     text not null
);

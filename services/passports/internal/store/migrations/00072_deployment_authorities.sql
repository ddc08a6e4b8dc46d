-- +goose Up
-- What deployments last said of each deployment of a worker between two employers; the newest word counts. It is no record
-- of this service: credentials are issued by it.
create table deployment_authorities (
  deployment_id uuid primary key,
  worker_id     uuid not null,
  version       bigint not null,
  authorised    boolean not null,
  ends_at       timestamptz not null,
  state         jsonb not null
);
create index deployment_authorities_of_worker on deployment_authorities (worker_id, ends_at) where authorised;

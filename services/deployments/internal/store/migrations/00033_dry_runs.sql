-- +goose Up
-- Dry runs of agreements: what a version would have opened. A run is worked at by whichever replica takes it, under a lease
-- by the database's clock; when that replica is gone, another takes it up again. It changes nothing that others could hear of.
create table dry_runs (
  id           uuid primary key,
  agreement_id uuid not null,
  terms        bigint not null,
  asked_by     text not null,
  on_behalf_of text,
  asked_at     timestamptz not null,
  status       text not null check (status in ('waiting', 'running', 'done', 'failed')),
  tries        int not null default 0,
  lease_until  timestamptz,
  -- How many of how many shifts have been looked at.
  looked       int not null default 0,
  to_look      int not null default 0,
  result       jsonb,
  finished_at  timestamptz,
  check ((status = 'running') = (lease_until is not null)),
  check ((status = 'done') = (result is not null)),
  check ((status in ('done', 'failed')) = (finished_at is not null)),
  foreign key (agreement_id, terms) references agreement_versions (agreement_id, terms)
);
create index dry_runs_of_agreement on dry_runs (agreement_id, asked_at desc);
-- One at a time for a version, however often people ask.
create unique index one_dry_run on dry_runs (agreement_id, terms) where status in ('waiting', 'running');

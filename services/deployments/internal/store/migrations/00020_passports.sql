-- +goose Up
-- What passports told last of each worker, as it was told. The same version is told twice on enrolment: by the enrolment,
-- rank 0, and by the passport, rank 1, which knows more.
create table passports (
  worker_id       uuid primary key,
  version         bigint not null check (version >= 1),
  rank            smallint not null check (rank in (0, 1)),
  home_employer   text not null,
  status          text not null check (status in ('active', 'suspended', 'left')),
  state           jsonb not null,
  heard_at        timestamptz not null default clock_timestamp()
);
create index passports_by_home on passports (home_employer, worker_id);

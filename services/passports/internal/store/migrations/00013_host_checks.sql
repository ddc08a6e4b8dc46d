-- +goose Up
-- +goose StatementBegin
-- Checks that a host did itself, because it becomes the employer for the shift or does not take that check from others. They
-- count at that host only and are no part of the passport. The newest of a type counts.
create table host_checks (
  id          uuid primary key,
  worker_id   uuid not null references workers,
  employer    text not null check (employer ~ '^[A-Z0-9]{1,12}$'),
  type        text not null check (type in ('right_to_work', 'references', 'dbs')),
  outcome     text not null check (outcome in ('satisfied', 'not_satisfied', 'inconclusive', 'withdrawn')),
  level       text not null default '',
  workforce   text not null default '',
  checked_on  timestamptz not null,
  recorded_at timestamptz not null,
  valid_until timestamptz,
  recorded_by text not null,
  check (valid_until > checked_on),
  check (checked_on <= recorded_at),
  check ((type = 'dbs') = (workforce <> ''))
);
create index host_checks_of_worker on host_checks (worker_id, employer);
create trigger append_only before update or delete on host_checks for each row execute function append_only();
-- +goose StatementEnd

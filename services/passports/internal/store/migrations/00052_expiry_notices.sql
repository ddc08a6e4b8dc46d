-- +goose Up

-- What was told to run out, once for each number of days before its end, whichever replica tells it. No other row is locked
-- by a notice, so that a change of a passport never waits for the sweep.
create table expiry_notices (
  id        uuid primary key,
  version   bigint not null default 1 check (version = 1),
  worker_id uuid not null,
  kind      text not null,
  code      text not null,
  due_at    timestamptz not null,
  days      int not null check (days in (90, 60, 28, 7)),
  told_at   timestamptz not null,
  unique (worker_id, kind, code, due_at, days)
);
create constraint trigger trail after insert on expiry_notices
  deferrable initially deferred for each row execute function need_trail('passports.check');

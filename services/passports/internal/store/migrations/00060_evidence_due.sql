-- +goose Up

-- What of each passport is due and when, one row a piece of evidence: reckoned from the passport in the transaction that
-- changes it, so that an employer's queue is one index range. due_at is empty for what lasts. rules is the version of the
-- reckoning.
create table evidence_due (
  worker_id     uuid not null references workers on delete cascade,
  home_employer text not null,
  kind          text not null check (kind in ('check', 'registration', 'competency', 'engagement')),
  code          text not null,
  level         int not null default 0,
  state         text not null check (state in ('held', 'missing', 'not_in_place', 'blocked', 'by_approval')),
  asked         boolean not null,
  due_at        timestamptz,
  read_at       timestamptz,
  rules         int not null,
  primary key (worker_id, kind, code),
  check (state = 'held' or due_at is not null)
);
create index evidence_due_queue on evidence_due (home_employer, due_at, worker_id, kind, code) where due_at is not null;

-- The bookings ahead of an employer's own workers, wherever they work.
create index reliances_of_home on reliances (home_employer, starts_at, booking_id) where state <> 'ended';

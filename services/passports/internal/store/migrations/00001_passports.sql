-- +goose Up
-- +goose StatementBegin
-- A passport: what may be relied on. Names lie in vault, sealed.
create table workers (
  id            uuid primary key,
  home_employer text not null check (home_employer ~ '^[A-Z0-9]{1,12}$'),
  status        text not null check (status in ('active', 'suspended')),
  suspended_why text not null default '',
  version       bigint not null check (version >= 1),
  floor         bigint not null default 0,
  enrolled_at   timestamptz not null,
  check ((status = 'suspended') = (suspended_why <> '')),
  check (floor between 0 and version)
);
create index workers_of_employer on workers (home_employer, id);

-- A change of a passport counts its version by one, and what was once revoked stays revoked.
create function workers_step() returns trigger language plpgsql as $$
begin
  if new.version <> old.version + 1 then
    raise exception 'version % does not follow %', new.version, old.version using errcode = '40001';
  end if;
  if new.floor < old.floor or new.id <> old.id or new.enrolled_at <> old.enrolled_at then
    raise exception 'a passport does not step back' using errcode = 'MU002';
  end if;
  return new;
end $$;
create trigger step before update on workers for each row execute function workers_step();

-- Version 1 is told by worker.enrolled, every later one by an event of the passport.
create constraint trigger trail_enrolled after insert on workers
  deferrable initially deferred for each row execute function need_trail('passports.worker');
create constraint trigger trail after update on workers
  deferrable initially deferred for each row execute function need_trail('passports.passport');

create table engagements (
  id          uuid primary key,
  worker_id   uuid not null references workers,
  employer    text not null check (employer ~ '^[A-Z0-9]{1,12}$'),
  kind        text not null check (kind in ('substantive', 'bank')),
  staff_group text not null,
  role        text not null,
  band        text not null,
  from_at     timestamptz not null,
  until_at    timestamptz,
  check (until_at > from_at)
);
create index engagements_of_worker on engagements (worker_id);

create table checks (
  id                uuid primary key,
  worker_id         uuid not null references workers,
  type              text not null check (type in ('identity', 'right_to_work', 'references', 'dbs', 'occupational_health')),
  outcome           text not null check (outcome in ('satisfied', 'not_satisfied', 'inconclusive', 'withdrawn')),
  method            text not null default '',
  level             text not null default '',
  workforce         text not null default '',
  checked_on        timestamptz not null,
  recorded_at       timestamptz not null,
  valid_until       timestamptz,
  epp_cleared_until timestamptz,
  check (valid_until > checked_on),
  check (checked_on <= recorded_at),
  check (type = 'occupational_health' or epp_cleared_until is null),
  check ((type = 'dbs') = (workforce <> ''))
);
create index checks_of_worker on checks (worker_id);

create table competencies (
  id          uuid primary key,
  worker_id   uuid not null references workers,
  framework   text not null,
  code        text not null,
  level       int not null check (level between 1 and 9),
  achieved_on timestamptz not null,
  recorded_at timestamptz not null,
  valid_until timestamptz,
  check (valid_until > achieved_on),
  check (achieved_on <= recorded_at)
);
create index competencies_of_worker on competencies (worker_id);

-- The number is personal and lies in vault.
create table registrations (
  id          uuid primary key,
  worker_id   uuid not null references workers,
  body        text not null,
  status      text not null,
  checked_at  timestamptz not null,
  recorded_at timestamptz not null,
  valid_until timestamptz,
  check (checked_at <= recorded_at)
);
create index registrations_of_worker on registrations (worker_id);

create table holds (
  id        uuid primary key,
  worker_id uuid not null references workers,
  why       text not null,
  from_at   timestamptz not null,
  until_at  timestamptz,
  placed_at timestamptz not null,
  lifted_at timestamptz,
  check (until_at > from_at)
);
create index holds_of_worker on holds (worker_id);

-- What was recorded is never changed: a correction is a new record.
create function append_only() returns trigger language plpgsql as $$
begin
  raise exception '% is append-only: record a correction', tg_table_name using errcode = 'MU003';
end $$;
create trigger append_only before update or delete on checks for each row execute function append_only();
create trigger append_only before update or delete on competencies for each row execute function append_only();
create trigger append_only before update or delete on registrations for each row execute function append_only();

-- One reading of a register for all staff of one employer. The row is its own audit.
create table register_reads (
  id          uuid primary key,
  employer    text not null,
  body        text not null,
  read_at     timestamptz not null,
  recorded_by text not null,
  request_id  text not null default ''
);
create index register_reads_newest on register_reads (employer, body, read_at desc);
create trigger append_only before update or delete on register_reads for each row execute function append_only();

-- The answer to one booking: given once, and withdrawn at most once.
create table clearances (
  booking_id       uuid primary key,
  shift_id         uuid not null,
  worker_id        uuid not null,
  version          bigint not null check (version in (1, 2)),
  answer           text not null check (answer in ('cleared', 'not_cleared', 'uncleared')),
  outcome          text not null check (outcome in ('eligible', 'eligible_with_warnings', 'needs_approval', 'ineligible')),
  passport_version bigint not null check (passport_version >= 0),
  decided_at       timestamptz not null,
  earliest_expiry  timestamptz,
  reasons          jsonb not null,
  digest           text not null,
  engine           int not null,
  check ((version = 2) = (answer = 'uncleared')),
  check ((answer = 'cleared') = (outcome in ('eligible', 'eligible_with_warnings'))),
  check (answer = 'cleared' or jsonb_array_length(reasons) > 0)
);
create function clearances_step() returns trigger language plpgsql as $$
begin
  if old.answer <> 'cleared' or new.answer <> 'uncleared' then
    raise exception 'a clearance goes from % to % never', old.answer, new.answer using errcode = 'MU002';
  end if;
  return new;
end $$;
create trigger step before update on clearances for each row execute function clearances_step();
create constraint trigger trail after insert or update on clearances
  deferrable initially deferred for each row execute function need_trail('passports.booking', 'booking_id');

-- Who relies on whose passport: the newest that shifts said of a booking. Rows come in any order; the newest version wins,
-- and what has ended stays as a mark against a late beginning.
create table reliances (
  booking_id      uuid primary key,
  booking_version bigint not null,
  shift_id        uuid not null,
  worker_id       uuid not null,
  home_employer   text not null,
  host_employer   text not null,
  site            text not null,
  ward            text not null,
  staff_group     text not null,
  role            text not null,
  band            text not null,
  starts_at       timestamptz not null,
  ends_at         timestamptz not null,
  requirements    jsonb not null,
  state           text not null check (state in ('attested', 'confirmed', 'ended')),
  confirmed_at    timestamptz,
  check (ends_at > starts_at),
  check (state <> 'confirmed' or confirmed_at is not null)
);
create index reliances_live on reliances (worker_id, starts_at) where state <> 'ended';

create table vault_keys (
  worker_id uuid primary key references workers,
  kek       text not null,
  wrapped   bytea not null
);
-- Deleting a worker's key deletes the rows: that is erasure.
create table vault (
  worker_id uuid not null references vault_keys on delete cascade,
  kind      text not null,
  version   int not null check (version >= 1),
  sealed    bytea not null,
  primary key (worker_id, kind)
);

-- Each look of a host at a worker's card: who, when, for which booking.
create table card_views (
  id         uuid primary key,
  worker_id  uuid not null references workers,
  booking_id uuid not null,
  employer   text not null,
  viewer     text not null,
  at         timestamptz not null default clock_timestamp()
);
create index card_views_of_worker on card_views (worker_id, at desc);
create trigger append_only before update or delete on card_views for each row execute function append_only();
-- +goose StatementEnd

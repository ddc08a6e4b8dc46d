-- +goose Up
-- What shifts told last of each shift and booking, for the dry run and for mutual aid. The newest version wins, in whatever
-- order it is heard of. Rows go 90 days after the shift's end: nobody asks about a longer past here.
create table shift_facts (
  shift_id     uuid primary key,
  version      bigint not null check (version >= 1),
  host         text not null,
  site         text not null,
  ward         text not null,
  staff_group  text not null,
  role         text not null,
  band         text not null,
  starts_at    timestamptz not null,
  ends_at      timestamptz not null,
  net_minutes  int not null check (net_minutes > 0),
  rate_pence   bigint not null,
  status       text not null check (status in ('open', 'filled', 'started', 'worked', 'withdrawn', 'cancelled', 'lapsed')),
  filled_by    text,
  -- What the shift asks of the worker, as the event has it, and what an agency that has it charges an hour.
  requirements jsonb not null,
  agency_pence bigint not null,
  posted_at    timestamptz not null,
  heard_at     timestamptz not null default clock_timestamp(),
  check (ends_at > starts_at)
);
create index shift_facts_by_start on shift_facts (starts_at, shift_id);
create index shift_facts_by_end on shift_facts (ends_at);

-- When workers are known to be busy: bookings that stand, of all employers. A booking that is over stays until its row
-- goes, so that an older event that comes late does not bring it back.
create table booking_facts (
  booking_id uuid primary key,
  version    bigint not null check (version >= 1),
  worker_id  uuid not null,
  home       text not null,
  starts_at  timestamptz not null,
  ends_at    timestamptz not null,
  stands     boolean not null,
  heard_at   timestamptz not null default clock_timestamp()
);
create index booking_facts_by_start on booking_facts (starts_at, ends_at) where stands;
create index booking_facts_by_end on booking_facts (ends_at);

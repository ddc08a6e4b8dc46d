-- +goose Up
-- +goose StatementBegin
-- Every decision that answered a booking or took an answer back, with what it looked at: ids, codes and dates. Inputs and
-- decision are kept as text, since the same bytes must come out when the decision is made again.
create table decisions (
  id               uuid primary key,
  worker_id        uuid not null,
  booking_id       uuid not null,
  shift_id         uuid not null,
  home_employer    text not null,
  host_employer    text not null,
  starts_at        timestamptz not null,
  ends_at          timestamptz not null,
  -- The version of the clearance that the decision made: 1 answers, 2 takes the answer back.
  version          bigint not null check (version in (1, 2)),
  cause            text not null check (cause in ('booking_requested', 'passport_changed', 'passport_suspended', 'checked_in', 'time_passed', 'booking_changed')),
  outcome          text not null check (outcome in ('eligible', 'eligible_with_warnings', 'needs_approval', 'ineligible')),
  passport_version bigint not null,
  engine           int not null,
  inputs           text not null,
  digest           text not null check (digest = encode(sha256(convert_to(inputs, 'UTF8')), 'hex')),
  decision         text not null,
  decided_at       timestamptz not null
);
create index decisions_of_worker on decisions (worker_id, id desc);
create unique index decisions_answer on decisions (booking_id) where version = 1;
create index decisions_of_booking on decisions (booking_id, version);
create trigger append_only before update or delete on decisions for each row execute function append_only();

-- An answer keeps out, until its transaction ends, whoever changes what a host asks for: the change then finds the booking
-- among those to be judged again. Both sides take the lock before they read.
create function share_host(host text) returns boolean language plpgsql as $$
begin
  perform pg_advisory_xact_lock_shared(hashtextextended('passports.host:' || host, 0));
  return true;
end $$;
create function lock_host(host text) returns boolean language plpgsql as $$
begin
  perform pg_advisory_xact_lock(hashtextextended('passports.host:' || host, 0));
  return true;
end $$;

-- When a booking is to be judged again without anybody saying so; null when there is nothing more to judge.
alter table reliances add column judge_at timestamptz;
update reliances set judge_at = starts_at - interval '24 hours' where state <> 'ended';
create index reliances_due on reliances (judge_at) where judge_at is not null;
create index reliances_of_host on reliances (host_employer, ends_at) where state <> 'ended';
-- +goose StatementEnd

-- +goose Up
-- +goose StatementBegin
-- What named people decided in place of one requirement of one shift. What they wrote lies in vault, sealed.
create table overrides (
  id            uuid primary key,
  version       bigint not null check (version >= 1),
  state         text not null check (state in ('requested', 'granted', 'refused', 'expired')),
  worker_id     uuid not null references workers,
  shift_id      uuid not null,
  decision_id   uuid references decisions,
  home_employer text not null,
  host_employer text not null,
  starts_at     timestamptz not null,
  expires_at    timestamptz not null,
  requirement   text not null,
  code          text not null,
  why           text not null,
  eyes          text not null check (eyes in ('home_and_host', 'four_eyes', 'one_of_host')),
  requested_by  text not null,
  requested_org text not null,
  requested_at  timestamptz not null,
  decided_by    text,
  decided_org   text,
  decided_at    timestamptz,
  check (expires_at > starts_at),
  check (requested_at < starts_at),
  check (state not in ('granted', 'refused') or decided_by is not null),
  check ((decided_by is null) = (decided_at is null) and (decided_by is null) = (decided_org is null)),
  -- Nobody grants or refuses what they asked for themselves, where four eyes are needed.
  check (eyes = 'one_of_host' or decided_by <> requested_by),
  check (decided_at is null or decided_at < starts_at),
  -- Both sides are named where home and host have to agree.
  check (eyes <> 'home_and_host' or home_employer = host_employer or decided_org <> requested_org)
);
create unique index overrides_one_open on overrides (worker_id, shift_id, requirement, code) where state in ('requested', 'granted');
create index overrides_of_host on overrides (host_employer, id desc);
create index overrides_of_home on overrides (home_employer, id desc);
create index overrides_due on overrides ((case when state = 'requested' then starts_at else expires_at end)) where state in ('requested', 'granted');
create function overrides_step() returns trigger language plpgsql as $$
begin
  if new.version <> old.version + 1 then
    raise exception 'version % does not follow %', new.version, old.version using errcode = '40001';
  end if;
  if not ((old.state = 'requested' and new.state in ('granted', 'refused', 'expired')) or (old.state = 'granted' and new.state = 'expired')) then
    raise exception 'an override goes from % to % never', old.state, new.state using errcode = 'MU002';
  end if;
  if (new.worker_id, new.shift_id, new.requirement, new.code, new.eyes, new.expires_at, new.requested_by) is distinct from
     (old.worker_id, old.shift_id, old.requirement, old.code, old.eyes, old.expires_at, old.requested_by) then
    raise exception 'what an override is for never changes' using errcode = 'MU002';
  end if;
  return new;
end $$;
create trigger step before update on overrides for each row execute function overrides_step();
create constraint trigger trail after insert or update on overrides
  deferrable initially deferred for each row execute function need_trail('passports.override');

-- A worker's request that a person looks at a decision again, and the answer. What the two wrote lies in vault, sealed.
create table decision_reviews (
  decision_id   uuid primary key references decisions,
  version       bigint not null check (version in (1, 2)),
  worker_id     uuid not null references workers,
  booking_id    uuid not null,
  home_employer text not null,
  requested_at  timestamptz not null,
  outcome       text check (outcome in ('upheld', 'corrected')),
  answered_by   text,
  answered_at   timestamptz,
  check ((version = 2) = (outcome is not null) and (outcome is null) = (answered_at is null) and (outcome is null) = (answered_by is null))
);
create index decision_reviews_of_home on decision_reviews (home_employer, decision_id desc);
create constraint trigger trail after insert or update on decision_reviews
  deferrable initially deferred for each row execute function need_trail('passports.decision', 'decision_id');
-- +goose StatementEnd

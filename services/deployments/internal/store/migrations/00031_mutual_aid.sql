-- +goose Up
-- Named shifts that a lead has opened to the workers of all parties of a standing agreement, until a moment. It closes by
-- the database's clock, whichever replica looks first.
create table mutual_aids (
  id              uuid primary key,
  version         bigint not null check (version >= 1),
  agreement_id    uuid not null,
  agreement_terms bigint not null,
  -- The employers that took part when it was opened.
  parties         text[] not null check (cardinality(parties) >= 2),
  why             text not null check (why <> ''),
  -- What the lead wrote stays here: events have the code alone.
  note            text not null check (note <> ''),
  opened_by       text not null,
  opened_at       timestamptz not null,
  closes_at       timestamptz not null check (closes_at > opened_at),
  status          text not null check (status in ('active', 'ended')),
  ended_at        timestamptz,
  ended_by        text check (ended_by in ('time', 'lead', 'agreement')),
  check ((status = 'ended') = (ended_at is not null)),
  check ((ended_at is null) = (ended_by is null)),
  check (ended_at between opened_at and closes_at),
  foreign key (agreement_id, agreement_terms) references agreement_versions (agreement_id, terms)
);
create index mutual_aids_by_opening on mutual_aids (opened_at, id);
create index mutual_aids_active on mutual_aids (closes_at) where status = 'active';

-- What a shift was when it was opened. A shift is open under one mutual aid at a time: the reference of a deployment must
-- not depend on chance.
create table mutual_aid_shifts (
  mutual_aid_id uuid not null references mutual_aids,
  shift_id      uuid not null,
  host          text not null,
  site          text not null,
  staff_group   text not null,
  band          text not null,
  starts_at     timestamptz not null,
  ends_at       timestamptz not null check (ends_at > starts_at),
  during        tstzrange not null,
  primary key (mutual_aid_id, shift_id),
  constraint one_aid_a_shift exclude using gist (shift_id with =, during with &&)
);

-- +goose StatementBegin
create function mutual_aid_step() returns trigger language plpgsql as $$ begin
  if new.version <> old.version + 1 then
    raise exception 'mutual aid % changed by somebody else', old.id using errcode = '40001';
  end if;
  if (old.status, new.status) <> ('active', 'ended') then
    raise exception 'mutual aid % cannot go from % to %', old.id, old.status, new.status using errcode = 'MU002';
  end if;
  if (to_jsonb(old) - '{version,status,ended_at,ended_by}'::text[]) <> (to_jsonb(new) - '{version,status,ended_at,ended_by}'::text[]) then
    raise exception 'mutual aid % stays as it was opened', old.id using errcode = 'MU003';
  end if;
  return new;
end $$;
-- +goose StatementEnd
create trigger step before update on mutual_aids for each row execute function mutual_aid_step();
create constraint trigger trail after insert or update on mutual_aids deferrable initially deferred
  for each row execute function need_trail('deployments.mutual_aid');

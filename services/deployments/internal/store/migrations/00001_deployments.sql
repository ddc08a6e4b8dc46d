-- +goose Up
create table employers (
  ods     text primary key check (ods ~ '^[A-Z0-9]{1,12}$'),
  name    text not null check (name <> ''),
  kind    text not null check (kind in ('acute', 'community', 'mental_health', 'ambulance', 'primary_care', 'other')),
  version bigint not null check (version >= 1)
);

-- An employer may take part in two systems at once, and in one system only once at a time.
create table memberships (
  id       bigint generated always as identity primary key,
  employer text not null references employers,
  ics      text not null check (ics ~ '^[A-Z0-9]{1,12}$'),
  since    timestamptz not null,
  until    timestamptz check (until > since),
  constraint membership_once exclude using gist (employer with =, ics with =, tstzrange(since, until) with &&)
);

create table sites (
  ods      text primary key check (ods ~ '^[A-Z0-9]{1,12}$'),
  employer text not null references employers,
  name     text not null check (name <> ''),
  town     text not null check (town <> ''),
  postcode text not null check (postcode <> ''),
  lat      double precision not null check (lat between -90 and 90),
  lon      double precision not null check (lon between -180 and 180),
  version  bigint not null check (version >= 1)
);
create index sites_by_employer on sites (employer, ods);

create table agreements (
  id          uuid primary key,
  -- Counts what others have been told: 0 is a draft that is nobody's business but its parties'.
  version     bigint not null check (version >= 0),
  status      text not null check (status in ('draft', 'offered', 'in_force', 'ended')),
  terms       bigint not null check (terms >= 1),
  proposed_by text not null references employers,
  drafted_by  text not null,
  drafted_at  timestamptz not null,
  offered_at  timestamptz,
  in_force_at timestamptz,
  ends_at     timestamptz,
  ended_at    timestamptz,
  check ((status = 'draft') = (version = 0)),
  check (status <> 'offered' or offered_at is not null),
  check (status <> 'in_force' or in_force_at is not null),
  check ((status = 'ended') = (ended_at is not null)),
  check (status <> 'ended' or ends_at is not null)
);
create index agreements_to_end on agreements (ends_at) where status = 'in_force' and ends_at is not null;

-- One version of the clauses and the text that was made of them. Never updated: what was signed stays as it was signed.
create table agreement_versions (
  agreement_id uuid not null references agreements,
  terms        bigint not null check (terms >= 1),
  title        text not null check (title <> ''),
  model        text not null check (model in ('licence_to_attend', 'home_pays', 'host_pays', 'lead_employer')),
  sites        text[] not null,
  staff_groups text[] not null,
  bands        text[] not null,
  valid_from   timestamptz not null,
  valid_until  timestamptz check (valid_until > valid_from),
  max_days     int not null check (max_days between 0 and 366),
  at_end       text not null check (at_end in ('honour', 'revoke')),
  text         text not null,
  hash         text not null check (hash = encode(sha256(convert_to(text, 'UTF8')), 'hex')),
  primary key (agreement_id, terms)
);

create table agreement_parties (
  agreement_id uuid not null,
  terms        bigint not null,
  employer     text not null references employers,
  signed_at    timestamptz,
  signed_by    text,
  capacity     text,
  primary key (agreement_id, terms, employer),
  foreign key (agreement_id, terms) references agreement_versions,
  constraint signature_whole check (num_nulls(signed_at, signed_by, capacity) in (0, 3))
);
create index agreement_parties_by_employer on agreement_parties (employer, agreement_id);

-- Each pair of parties of an agreement in force, with the period and the scope that it decides. Two agreements that
-- would decide the same shifts of the same pair cannot both be in force: the answer must not depend on chance.
create table agreement_pairs (
  agreement_id uuid not null references agreements,
  low          text not null,
  high         text not null check (low < high),
  scope        text not null,
  during       tstzrange not null,
  primary key (agreement_id, low, high),
  constraint one_in_force exclude using gist (low with =, high with =, scope with =, during with &&)
);

create table deployments (
  id              uuid primary key,
  version         bigint not null check (version >= 1),
  booking_id      uuid not null constraint one_answer_a_booking unique,
  shift_id        uuid not null,
  worker_id       uuid not null,
  home            text not null,
  host            text not null,
  site            text not null,
  staff_group     text not null,
  band            text not null,
  starts_at       timestamptz not null,
  ends_at         timestamptz not null,
  status          text not null check (status in ('authorised', 'refused', 'stood_down', 'revoked')),
  agreement_id    uuid,
  agreement_terms bigint,
  reasons         jsonb not null,
  decided_at      timestamptz not null,
  ended_at        timestamptz,
  check (home <> host),
  check (ends_at > starts_at),
  check ((status = 'refused') = (agreement_id is null)),
  check ((agreement_id is null) = (agreement_terms is null)),
  check (status not in ('refused', 'revoked') or jsonb_array_length(reasons) > 0),
  check ((status in ('stood_down', 'revoked')) = (ended_at is not null)),
  foreign key (agreement_id, agreement_terms) references agreement_versions (agreement_id, terms)
);
create index deployments_by_home on deployments (home, starts_at, id);
create index deployments_by_host on deployments (host, starts_at, id);
create index deployments_by_start on deployments (starts_at, id);
create index deployments_by_worker on deployments (worker_id, starts_at) where status = 'authorised';
create index deployments_by_agreement on deployments (agreement_id, starts_at) where status = 'authorised';

-- Bookings whose end was heard of before their request. A request that comes later is not answered any more.
create table booking_ends (
  booking_id uuid primary key,
  ended_as   text not null,
  heard_at   timestamptz not null default clock_timestamp()
);

-- +goose StatementBegin
create function agreement_step() returns trigger language plpgsql as $$ begin
  if new.version <> old.version + 1 then
    raise exception 'agreement % changed by somebody else', old.id using errcode = '40001';
  end if;
  if (old.status, new.status) not in (('draft', 'offered'), ('offered', 'offered'), ('offered', 'in_force'),
     ('in_force', 'in_force'), ('in_force', 'ended'), ('draft', 'ended'), ('offered', 'ended')) then
    raise exception 'agreement % cannot go from % to %', old.id, old.status, new.status using errcode = 'MU002';
  end if;
  return new;
end $$;

-- At commit, since the last signature and the coming into force stand in one transaction.
create function agreement_signed() returns trigger language plpgsql as $$ begin
  if new.status = 'in_force' and exists (
     select from agreement_parties p where p.agreement_id = new.id and p.terms = new.terms and p.signed_at is null) then
    raise exception 'agreement % in force without every signature', new.id using errcode = 'MU004';
  end if;
  return null;
end $$;

create function never_updated() returns trigger language plpgsql as $$ begin
  raise exception 'a row of % stays as it was written', tg_table_name using errcode = 'MU003';
end $$;

create function deployment_step() returns trigger language plpgsql as $$ begin
  if new.version <> old.version + 1 then
    raise exception 'deployment % changed by somebody else', old.id using errcode = '40001';
  end if;
  if (old.status, new.status) not in (('authorised', 'stood_down'), ('authorised', 'revoked')) then
    raise exception 'deployment % cannot go from % to %', old.id, old.status, new.status using errcode = 'MU002';
  end if;
  return new;
end $$;

-- The last guard: no code path may authorise outside an agreement that both employers had signed and that covers the
-- whole shift. Scope lists and days are judged by the domain alone.
create function deployment_covered() returns trigger language plpgsql as $$ begin
  if not exists (
     select from agreements a
     join agreement_versions v on v.agreement_id = a.id and v.terms = new.agreement_terms
     join agreement_parties home on home.agreement_id = a.id and home.terms = v.terms and home.employer = new.home
     join agreement_parties host on host.agreement_id = a.id and host.terms = v.terms and host.employer = new.host
     where a.id = new.agreement_id and a.in_force_at <= new.starts_at and v.valid_from <= new.starts_at
       and home.signed_at <= new.starts_at and host.signed_at <= new.starts_at
       and (a.ends_at is null or a.ends_at >= new.ends_at)) then
    raise exception 'deployment % is not covered by agreement %', new.id, new.agreement_id using errcode = 'MU005';
  end if;
  return new;
end $$;
-- +goose StatementEnd

create trigger step before update on agreements for each row execute function agreement_step();
create constraint trigger signed after insert or update on agreements deferrable initially deferred
  for each row execute function agreement_signed();
create trigger frozen before update or delete on agreement_versions for each row execute function never_updated();
create trigger frozen before update on agreement_parties for each row when (old.signed_at is not null)
  execute function never_updated();
create trigger step before update on deployments for each row execute function deployment_step();
create trigger covered before insert on deployments for each row when (new.status = 'authorised')
  execute function deployment_covered();

create constraint trigger trail after insert or update on employers deferrable initially deferred
  for each row execute function need_trail('deployments.employer', 'ods');
create constraint trigger trail after insert or update on sites deferrable initially deferred
  for each row execute function need_trail('deployments.site', 'ods');
create constraint trigger trail after insert or update on agreements deferrable initially deferred
  for each row when (new.version > 0) execute function need_trail('deployments.agreement');
create constraint trigger trail after insert or update on deployments deferrable initially deferred
  for each row execute function need_trail('deployments.deployment');

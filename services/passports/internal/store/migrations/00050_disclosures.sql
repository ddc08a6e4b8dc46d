-- +goose Up
-- +goose StatementBegin
-- What a worker said about one host: yes, until it is withdrawn or ends. One row per worker and host; what was said before
-- is in the events and the audit.
create table disclosures (
  id                uuid primary key,
  worker_id         uuid not null references workers,
  host              text not null check (host ~ '^[A-Z0-9]{1,12}$'),
  from_at           timestamptz not null,
  until_at          timestamptz,
  withdrawn_at      timestamptz,
  agreement_id      uuid,
  agreement_version bigint not null default 0,
  version           bigint not null check (version >= 1),
  unique (worker_id, host),
  check (until_at > from_at),
  check (withdrawn_at >= from_at),
  check ((agreement_id is null) = (agreement_version = 0))
);
create function disclosures_step() returns trigger language plpgsql as $$
begin
  if new.version <> old.version + 1 then
    raise exception 'version % does not follow %', new.version, old.version using errcode = '40001';
  end if;
  if new.id <> old.id or new.worker_id <> old.worker_id or new.host <> old.host then
    raise exception 'an authorisation stays with its worker and host' using errcode = 'MU002';
  end if;
  return new;
end $$;
create trigger step before update on disclosures for each row execute function disclosures_step();
create constraint trigger trail after insert or update on disclosures
  deferrable initially deferred for each row execute function need_trail('passports.disclosure');

-- Who is who, and who shares staff with whom, as deployments tells it. The newest version of each counts, in whatever
-- order the words come.
create table employers (
  ods     text primary key,
  version bigint not null,
  name    text not null
);
create table agreements (
  id      uuid primary key,
  version bigint not null,
  status  text not null,
  parties text[] not null,
  state   jsonb not null
);
create index agreements_of_party on agreements using gin (parties) where status = 'in_force';
-- +goose StatementEnd

-- +goose Up
-- +goose StatementBegin

-- The keys by which employers sign credentials and status lists, and the operator signs the registry. The private part is
-- sealed under the service's key-encryption key. A key signs until it retires and verifies until the last credential that
-- it signed has ended; one that leaked is withdrawn and verifies no more.
create table issuer_keys (
  kid            text primary key,
  owner          text not null check (owner = 'operator' or owner ~ '^[A-Z0-9]{1,12}$'),
  x              text not null,
  y              text not null,
  kek            text not null,
  sealed         bytea not null,
  created_at     timestamptz not null,
  retires_at     timestamptz not null,
  verifies_until timestamptz not null,
  withdrawn_at   timestamptz,
  check (retires_at > created_at and verifies_until >= retires_at)
);
create index issuer_keys_of_owner on issuer_keys (owner, created_at desc);

-- One list of places. taken counts those given out, revision the changes of what the list says.
create table status_lists (
  n          bigint generated always as identity primary key,
  issuer     text not null,
  taken      int not null default 0 check (taken >= 0),
  revision   bigint not null default 0,
  created_at timestamptz not null
);
create index status_lists_of_issuer on status_lists (issuer, n desc);

-- A credential that was given out, without what it says. A place is given once and never again.
create table credentials (
  id         uuid primary key,
  worker_id  uuid not null references workers,
  issuer     text not null,
  type       text not null,
  subject    text not null,
  record_id  uuid not null,
  kid        text not null references issuer_keys,
  holder     text not null,
  external   boolean not null,
  list       bigint not null references status_lists,
  place      int not null check (place >= 0 and place < 1048576),
  issued_at  timestamptz not null,
  expires_at timestamptz not null,
  revoked_at timestamptz,
  why        text not null default '',
  version    bigint not null check (version in (1, 2)),
  unique (list, place),
  check (expires_at > issued_at),
  check ((version = 2) = (revoked_at is not null)),
  check ((revoked_at is not null) = (why <> ''))
);
create index credentials_of_worker on credentials (worker_id, issued_at desc);
create index credentials_revoked on credentials (list, place) where revoked_at is not null;

-- A credential is taken back at most once, and nothing else of it ever changes.
create function credentials_step() returns trigger language plpgsql as $$
begin
  if old.version <> 1 or new.version <> 2
    or (new.id, new.worker_id, new.issuer, new.type, new.subject, new.record_id, new.kid, new.holder, new.external, new.list, new.place, new.issued_at, new.expires_at)
    is distinct from
       (old.id, old.worker_id, old.issuer, old.type, old.subject, old.record_id, old.kid, old.holder, old.external, old.list, old.place, old.issued_at, old.expires_at) then
    raise exception 'a credential is only ever taken back, and once' using errcode = 'MU002';
  end if;
  return new;
end $$;
create trigger step before update on credentials for each row execute function credentials_step();
create trigger stands before delete on credentials for each row execute function append_only();
create constraint trigger trail after insert or update on credentials
  deferrable initially deferred for each row execute function need_trail('passports.credential');

-- A list says something else as soon as one of its credentials is taken back, whoever does it and by whatever way.
create function credentials_revise() returns trigger language plpgsql as $$
begin
  update status_lists set revision = revision + 1 where n = new.list;
  return null;
end $$;
create trigger revise after update on credentials for each row execute function credentials_revise();

-- What a custodial credential says, sealed under the worker's own key: erasing the key erases it.
create table credential_copies (
  credential_id uuid primary key references credentials,
  worker_id     uuid not null references vault_keys on delete cascade,
  sealed        bytea not null
);
create index credential_copies_of_worker on credential_copies (worker_id);

-- Organisations of the registry, as deployments tells them.
create table registry_entries (
  ods            text primary key check (ods ~ '^[A-Z0-9]{1,12}$'),
  name           text not null,
  valid_from     timestamptz not null,
  valid_until    timestamptz,
  version        bigint not null
);
-- The registry's version grows by one whenever what it says is another than before.
create table registry_versions (
  one        boolean primary key default true check (one),
  version    bigint not null check (version >= 1),
  digest     text not null,
  changed_at timestamptz not null
);
create function registry_grows() returns trigger language plpgsql as $$
begin
  if new.version <> old.version + 1 then
    raise exception 'the registry goes from version % to % never', old.version, new.version using errcode = 'MU002';
  end if;
  return new;
end $$;
create trigger grows before update on registry_versions for each row execute function registry_grows();
-- +goose StatementEnd

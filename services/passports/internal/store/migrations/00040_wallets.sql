-- +goose Up
-- +goose StatementBegin
-- What an employer offers a worker to take into a wallet. The code and the transaction code lie sealed under the worker's
-- key; only a digest of the code is in the open, to find the offer by.
create table credential_offers (
  id             uuid primary key,
  worker_id      uuid not null references workers,
  employer       text not null check (employer ~ '^[A-Z0-9]{1,12}$'),
  configurations text[] not null check (cardinality(configurations) between 1 and 20),
  status         text not null check (status in ('offered', 'accepted', 'rejected')),
  wallet         text not null default '' check (wallet in ('', 'custodial', 'external')),
  reason         text not null default '',
  tries          int not null default 0 check (tries between 0 and 5),
  version        bigint not null check (version >= 1),
  offered_at     timestamptz not null,
  expires_at     timestamptz not null check (expires_at > offered_at),
  code_digest    bytea unique,
  code_sealed    bytea,
  code_until     timestamptz,
  check ((status = 'accepted') = (wallet <> '')),
  check ((status = 'rejected') = (reason <> '')),
  -- What is over has no code any more: that is what makes a code good once.
  check (status = 'offered' or code_digest is null)
);
create index credential_offers_of_worker on credential_offers (worker_id, offered_at desc);
create constraint trigger trail after insert or update on credential_offers
  deferrable initially deferred for each row execute function need_trail('passports.credential');

-- What a wallet may fetch credentials with, by digest.
create table wallet_tokens (
  digest     bytea primary key,
  offer_id   uuid not null references credential_offers,
  expires_at timestamptz not null
);
-- Each nonce is good once: whoever deletes the row has it.
create table wallet_nonces (
  digest     bytea primary key,
  purpose    text not null check (purpose in ('proof', 'verify_page')),
  expires_at timestamptz not null
);

-- What a receiver asks to see, and what became of it. The values that were shown lie sealed under a key of their own,
-- which goes when nobody may dispute any more, and with the worker's.
create table presentation_requests (
  id           uuid primary key,
  receiver     text not null check (receiver ~ '^[A-Z0-9]{1,12}$'),
  purpose      text not null,
  query        jsonb not null,
  nonce        text not null,
  state        text not null,
  status       text not null check (status in ('requested', 'verified', 'refused')),
  version      bigint not null check (version in (1, 2)),
  requested_by text not null,
  requested_at timestamptz not null,
  expires_at   timestamptz not null check (expires_at > requested_at),
  answered_at  timestamptz,
  worker_id    uuid references workers,
  reason       text not null default '',
  receipt      jsonb,
  kek          text,
  wrapped      bytea,
  sealed       bytea,
  check ((status = 'requested') = (version = 1)),
  check ((status = 'requested') = (answered_at is null)),
  check ((status = 'refused') = (reason <> '')),
  check ((wrapped is null) = (sealed is null))
);
create index presentation_requests_of_receiver on presentation_requests (receiver, id desc);
create index presentation_requests_of_worker on presentation_requests (worker_id, answered_at desc) where worker_id is not null;
create index presentation_requests_sealed on presentation_requests (answered_at) where sealed is not null;
create function presentation_requests_step() returns trigger language plpgsql as $$
begin
  if old.status <> 'requested' and new.status <> old.status then
    raise exception 'a request is answered once' using errcode = 'MU002';
  end if;
  return new;
end $$;
create trigger step before update on presentation_requests for each row execute function presentation_requests_step();
create constraint trigger trail after insert or update on presentation_requests
  deferrable initially deferred for each row execute function need_trail('passports.presentation');

-- A worker's door code: whoever scans it sees for a few minutes whether the worker is fit now.
create table door_codes (
  digest     bytea primary key,
  worker_id  uuid not null references workers,
  made_at    timestamptz not null,
  expires_at timestamptz not null
);
create index door_codes_of_worker on door_codes (worker_id, made_at desc);
-- Erasing a worker is deleting the worker's key. What was shown to receivers goes with it.
create function forget_shown() returns trigger language plpgsql as $$
begin
  update presentation_requests set kek = null, wrapped = null, sealed = null where worker_id = old.worker_id and sealed is not null;
  update credential_offers set code_digest = null, code_sealed = null where worker_id = old.worker_id and code_sealed is not null;
  delete from door_codes where worker_id = old.worker_id;
  return old;
end $$;
create trigger forget_shown before delete on vault_keys for each row execute function forget_shown();
-- +goose StatementEnd

-- +goose Up
-- +goose StatementBegin
-- What a receiver outside this system asks of a worker whose passport is kept here. What it asks for word by word, the
-- addresses and the nonce lie sealed under the worker's key: a stranger's request may name a person.
create table approaches (
  id             uuid primary key,
  worker_id      uuid not null references workers,
  receiver       text not null check (receiver <> ''),
  ods            text not null default '',
  host           text not null check (host <> ''),
  purpose        text not null default '',
  signed         boolean not null,
  request_digest bytea not null,
  nonce_digest   bytea not null,
  status         text not null check (status in ('opened', 'sent', 'declined', 'accepted', 'refused', 'unclear')),
  version        bigint not null check (version between 1 and 3),
  opened_at      timestamptz not null,
  expires_at     timestamptz not null check (expires_at > opened_at),
  answered_at    timestamptz,
  told           jsonb,
  reason         text not null default '',
  sealed         bytea not null,
  unique (worker_id, nonce_digest),
  check ((status = 'opened') = (version = 1)),
  check ((status = 'opened') = (answered_at is null)),
  check ((told is null) = (status in ('opened', 'declined'))),
  check ((status in ('refused', 'unclear')) = (reason <> ''))
);
-- A receiver's nonce is answered once, whoever has opened it.
create unique index approaches_once on approaches (nonce_digest) where status <> 'opened';
create index approaches_of_worker on approaches (worker_id, opened_at desc, id desc);
create function approaches_step() returns trigger language plpgsql as $$
begin
  if new.version <> old.version + 1 or (old.status, new.status) not in
    (('opened', 'sent'), ('opened', 'declined'), ('sent', 'accepted'), ('sent', 'refused'), ('sent', 'unclear')) then
    raise exception 'a request is answered once' using errcode = 'MU002';
  end if;
  return new;
end $$;
create trigger step before update on approaches for each row execute function approaches_step();
create constraint trigger trail after insert or update on approaches
  deferrable initially deferred for each row execute function need_trail('passports.approach');

-- A receiver outside this system need not have an organisation code: the worker reads its name as the registry had it.
alter table looks add column receiver text not null default '';
-- +goose StatementEnd

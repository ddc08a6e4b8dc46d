-- +goose Up
-- +goose StatementBegin

-- Who has left is no longer deployed; whose names are erased has left.
alter table workers drop constraint workers_status_check;
alter table workers
  add check (status in ('active', 'suspended', 'left')),
  add column left_at     timestamptz,
  add column left_why    text not null default '',
  add column erased_at   timestamptz,
  -- When the retention rule erases the names, by the database's clock; null while the worker has not left.
  add column erase_after timestamptz,
  add check ((status = 'left') = (left_at is not null) and (left_at is null) = (left_why = '')),
  add check (erased_at is null or status = 'left');
create index workers_to_erase on workers (erase_after) where erased_at is null and erase_after is not null;

alter table engagements add column version bigint not null default 1 check (version >= 1);

-- Two clocks: checked_on, valid_from and valid_until say for when; recorded_at says since when it is known. A record that
-- takes the place of another stands where that one stood (ranked_at), and one record is replaced once.
alter table checks
  add column standard_version  text not null default '',
  add column valid_from        timestamptz,
  add column review_due        timestamptz,
  add column restrictions      text[] not null default '{}',
  add column particulars       jsonb not null default '{}',
  add column checked_by_person text not null default '',
  add column checked_by_role   text not null default '',
  add column checked_by_org    text not null default '',
  add column verified_with     text not null default '',
  add column supersedes        uuid references checks,
  add column recorded_reason   text not null default '',
  add column source            jsonb not null default '{}',
  add column ranked_at         timestamptz;
alter table checks disable trigger append_only;
update checks set ranked_at = recorded_at;
alter table checks enable trigger append_only;
create function checks_rank() returns trigger language plpgsql as $$
begin
  new.ranked_at := coalesce(new.ranked_at, new.recorded_at);
  return new;
end $$;
create trigger rank before insert on checks for each row execute function checks_rank();
alter table checks
  alter column ranked_at set not null,
  add check (valid_until > valid_from),
  add check (review_due > checked_on),
  add check (type = 'occupational_health' or restrictions = '{}'),
  add check ((supersedes is null) or recorded_reason <> ''),
  add check (supersedes <> id),
  add check (ranked_at <= recorded_at),
  add constraint checks_superseded_once unique (supersedes);

-- Where the proof of a check is to be found, and what the authority answered. The text lies in vault; here is its digest
-- under the worker's key. The row is its own audit of when the text was destroyed.
create table check_references (
  check_id      uuid not null references checks,
  what          text not null check (what in ('evidence', 'response')),
  worker_id     uuid not null references workers,
  kind          text not null default '',
  digest        text not null,
  expires       timestamptz,
  destroy_after timestamptz,
  destroyed_at  timestamptz,
  primary key (check_id, what),
  check ((destroyed_at is null) = (digest <> ''))
);
create index check_references_of_worker on check_references (worker_id);
create index check_references_due on check_references (destroy_after) where destroyed_at is null and destroy_after is not null;

-- A reference is destroyed once, and is not changed otherwise.
create function check_references_step() returns trigger language plpgsql as $$
begin
  if tg_op = 'DELETE' or old.destroyed_at is not null or new.destroyed_at is null or new.digest <> ''
    or (new.check_id, new.what, new.worker_id, new.kind, new.expires, new.destroy_after)
       is distinct from (old.check_id, old.what, old.worker_id, old.kind, old.expires, old.destroy_after) then
    raise exception 'a reference is only ever destroyed' using errcode = 'MU003';
  end if;
  return new;
end $$;
create trigger step before update or delete on check_references for each row execute function check_references_step();

alter table competencies
  add column title         text not null default '',
  add column awarding_body text not null default '',
  add column assessor_org  text not null default '',
  add column source        text not null default '',
  add column raw           text not null default '',
  add column derived       boolean not null default false,
  add column provisional   boolean not null default false,
  add check (not derived or valid_until is not null);

alter table registrations
  add column parts         text[] not null default '{}',
  add column licence       boolean,
  add column number_digest text not null default '';

create table inductions (
  id          uuid primary key,
  worker_id   uuid not null references workers,
  employer    text not null check (employer ~ '^[A-Z0-9]{1,12}$'),
  site        text not null,
  done_on     timestamptz not null,
  recorded_at timestamptz not null,
  valid_until timestamptz,
  recorded_by text not null,
  check (done_on <= recorded_at),
  check (valid_until > done_on)
);
create index inductions_of_worker on inductions (worker_id);
create trigger append_only before update or delete on inductions for each row execute function append_only();

-- The home employer's word on good standing; the newest counts.
create table good_standings (
  id          uuid primary key,
  worker_id   uuid not null references workers,
  good        boolean not null,
  stated_on   timestamptz not null,
  stated_at   timestamptz not null,
  recorded_by text not null,
  check (stated_on <= stated_at)
);
create index good_standings_newest on good_standings (worker_id, stated_at desc, id desc);
create trigger append_only before update or delete on good_standings for each row execute function append_only();

-- What a worker asks employers to adjust. The words lie in vault; only the employers that the worker chose may read them.
create table adjustments (
  id           uuid primary key,
  worker_id    uuid not null references workers,
  recorded_at  timestamptz not null,
  withdrawn_at timestamptz
);
create index adjustments_of_worker on adjustments (worker_id);
create table adjustment_shares (
  adjustment_id uuid not null references adjustments,
  employer      text not null check (employer ~ '^[A-Z0-9]{1,12}$'),
  shared_at     timestamptz not null,
  ended_at      timestamptz,
  primary key (adjustment_id, employer, shared_at),
  check (ended_at >= shared_at)
);

-- Reference data that an operator may correct; the newest version of a kind counts, and Muster's own while there is none.
create table reference_sets (
  kind        text not null check (kind in ('registers')),
  version     bigint not null check (version >= 1),
  body        jsonb not null,
  recorded_at timestamptz not null,
  recorded_by text not null,
  primary key (kind, version)
);
create trigger append_only before update or delete on reference_sets for each row execute function append_only();
-- +goose StatementEnd

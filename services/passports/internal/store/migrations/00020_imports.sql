-- +goose Up
-- +goose StatementBegin
-- Numbers lie sealed under each worker's own key, so none can be looked for. The blind index finds whose a number is: a
-- keyed digest under a key of the employer's own, which is itself wrapped. Deleting a worker's data key deletes the entries.
create table index_keys (
  employer text primary key check (employer ~ '^[A-Z0-9]{1,12}$'),
  kek      text not null,
  wrapped  bytea not null
);
create table blind_index (
  worker_id uuid not null references vault_keys on delete cascade,
  -- A register, or staff_number: the employer's own number of the person.
  kind      text not null,
  employer  text not null references index_keys,
  digest    bytea not null check (octet_length(digest) = 32),
  primary key (worker_id, kind)
);
create index blind_index_find on blind_index (employer, kind, digest);
create unique index blind_index_staff_number on blind_index (employer, digest) where kind = 'staff_number';

-- The taking in of one file of records. It concerns nobody but the employer: a step has an audit row and no event; what it
-- records of each worker is told as ever.
create table record_imports (
  id           uuid primary key,
  employer     text not null check (employer ~ '^[A-Z0-9]{1,12}$'),
  kind         text not null check (kind in ('esr', 'competencies', 'workers', 'nmc', 'gmc', 'hcpc')),
  worker_id    uuid references workers,
  as_of        timestamptz,
  absent       int not null default 0 check (absent >= 0),
  absent_gone  boolean not null default false,
  which        text not null default '' check (which in ('', 'all_or_nothing', 'only_good')),
  status       text not null check (status in ('previewed', 'applying', 'applied', 'withdrawing', 'withdrawn')),
  notes        jsonb not null default '[]',
  map_version  bigint not null,
  actor        text not null,
  on_behalf_of text not null,
  request_id   text not null default '',
  read_at      timestamptz not null,
  applied_at   timestamptz,
  withdrawn_at timestamptz,
  version      bigint not null check (version >= 1),
  -- The key that seals the rows, wrapped. It goes when the rows are no longer needed.
  kek          text,
  wrapped      bytea,
  -- Technical: who is at work until when, by the database's clock, and how many rows are done.
  lease        uuid,
  lease_until  timestamptz,
  done         int not null default 0,
  recorded_at  timestamptz not null default clock_timestamp(),
  check ((kek is null) = (wrapped is null)),
  check ((kind in ('nmc', 'gmc', 'hcpc')) = (as_of is not null)),
  check (status not in ('applied', 'withdrawing', 'withdrawn') or applied_at is not null),
  check ((status = 'withdrawn') = (withdrawn_at is not null))
);
create index record_imports_of_employer on record_imports (employer, read_at desc, id desc);
create index record_imports_at_work on record_imports (id) where status in ('applying', 'withdrawing');

create function record_imports_step() returns trigger language plpgsql as $$
begin
  if (old.status, new.status) not in (('previewed', 'previewed'), ('previewed', 'applying'), ('applying', 'applied'),
      ('applied', 'applied'), ('applied', 'applying'), ('applied', 'withdrawing'), ('withdrawing', 'withdrawn')) then
    raise exception 'an import does not go from % to %', old.status, new.status using errcode = 'MU002';
  end if;
  if new.version <> old.version + 1 then
    raise exception 'version % does not follow %', new.version, old.version using errcode = '40001';
  end if;
  return new;
end $$;
create trigger step before update on record_imports
  for each row when (old.version <> new.version or old.status <> new.status) execute function record_imports_step();

-- What became of each row. sealed is what was understood of it, which may name somebody; problems and notes never do.
create table record_import_rows (
  import_id  uuid not null references record_imports on delete cascade,
  row_number int not null check (row_number > 0),
  outcome    text not null check (outcome in ('accepted', 'unchanged', 'queued', 'left_out', 'rejected', 'recorded', 'taken_back')),
  worker_id  uuid references workers,
  -- By what words the row waits for somebody, e.g. 457|LOCAL|tea making.
  queue_key  text,
  digest     bytea check (octet_length(digest) = 32),
  sealed     bytea,
  problems   jsonb not null default '[]',
  notes      jsonb not null default '[]',
  record_id  uuid,
  primary key (import_id, row_number),
  check (outcome <> 'queued' or queue_key is not null)
);
create index record_import_rows_by_outcome on record_import_rows (import_id, outcome, row_number);
create index record_import_rows_queued on record_import_rows (queue_key) where outcome = 'queued';

-- The rows that were recorded, by keyed digest: the same row again changes nothing.
create table recorded_rows (
  employer  text not null,
  digest    bytea not null check (octet_length(digest) = 32),
  worker_id uuid not null references vault_keys on delete cascade,
  import_id uuid not null,
  primary key (employer, digest)
);
create index recorded_rows_of_import on recorded_rows (import_id);
create index recorded_rows_of_worker on recorded_rows (worker_id);

-- What an employer's people said that words of the Electronic Staff Record or of a register mean. The newest counts, and
-- the number of words is the version of the employer's map.
create table import_words (
  employer  text not null check (employer ~ '^[A-Z0-9]{1,12}$'),
  version   bigint not null check (version >= 1),
  kind      text not null check (kind in ('esr', 'NMC', 'GMC', 'HCPC')),
  key       text not null check (length(key) between 1 and 300),
  framework text not null default '',
  code      text not null default '',
  level     int not null default 0 check (level between 0 and 9),
  status    text not null default '',
  said_by   text not null,
  said_at   timestamptz not null,
  primary key (employer, version),
  check ((kind = 'esr') = (status = '')),
  check ((framework = '') = (code = ''))
);
create trigger append_only before update or delete on import_words for each row execute function append_only();

-- Competencies that were taken back with the file from which they came: they stay recorded and count no more.
create table withdrawn_competencies (
  competency_id uuid primary key references competencies,
  worker_id     uuid not null references workers,
  import_id     uuid not null,
  withdrawn_at  timestamptz not null
);
create index withdrawn_competencies_of_worker on withdrawn_competencies (worker_id);
create trigger append_only before update or delete on withdrawn_competencies for each row execute function append_only();
-- +goose StatementEnd

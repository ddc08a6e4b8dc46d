-- +goose Up

-- The release of a roster as a file. A preview is version 0 and of no concern to others: it has an audit row and no
-- event, so the trail is asked for from the commit on. Nothing of a file is kept but what its rows ask for; the file
-- itself only until somebody has said what its columns are, an hour at most.
create table imports (
    id                uuid        primary key,
    employer          text        not null check (employer ~ '^[A-Z0-9]{1,12}$'),
    file_hash         bytea       not null check (octet_length(file_hash) = 32),
    file              bytea       check (octet_length(file) <= 10485760),
    status            text        not null
        check (status in ('needs_mapping', 'previewed', 'committing', 'committed', 'undoing', 'undone')),
    -- The columns of the file as understood: [{column, text, field}], the fields that are missing, and notes.
    headings          jsonb       not null default '[]',
    missing           jsonb       not null default '[]',
    notes             jsonb       not null default '[]',
    rows              integer     not null default 0 check (rows >= 0),
    bad_rows          integer     not null default 0 check (bad_rows between 0 and rows),
    skipped           integer     not null default 0,
    asked             integer     not null default 0,
    posted            integer     not null default 0,
    left_out          integer     not null default 0,
    withdrawn         integer     not null default 0,
    kept              integer     not null default 0,
    which             text        check (which in ('all_or_nothing', 'only_good')),
    leave_out_repeats boolean     not null default false,
    again             boolean     not null default false,
    -- On whose account it is committed or undone, for the events and audit rows that whoever does the work writes.
    actor             text        not null,
    on_behalf_of      text        not null default '',
    request_id        text        not null default '',
    read_at           timestamptz not null,
    committed_at      timestamptz,
    undone_at         timestamptz,
    version           bigint      not null default 0 check (version between 0 and 2),
    -- Technical: who is at work until when, by the database's clock, and how far. Whoever comes after may take over.
    lease             uuid,
    lease_until       timestamptz,
    done              integer     not null default 0,
    recorded_at       timestamptz not null default clock_timestamp(),
    constraint import_file check (file is null or status = 'needs_mapping'),
    constraint import_committed check ((status in ('committed', 'undoing', 'undone')) = (committed_at is not null)
        and (committed_at is null) = (version = 0)),
    constraint import_undone check ((status = 'undone') = (undone_at is not null) and (undone_at is null) = (version < 2)),
    constraint import_all check (status <> 'undone' or withdrawn + kept = posted)
);
create index imports_by_employer on imports (employer, read_at desc, id desc);
create index imports_by_file on imports (employer, file_hash) where status in ('committing', 'committed', 'undoing');
create index imports_at_work on imports (id) where status in ('committing', 'undoing');
create index imports_by_age on imports (recorded_at);

-- +goose StatementBegin
create function import_step() returns trigger language plpgsql as $$
begin
    if (old.status, new.status) not in (
        ('needs_mapping', 'previewed'), ('previewed', 'committing'), ('committing', 'previewed'), ('committing', 'committed'),
        ('committed', 'undoing'), ('undoing', 'undone'))
    then
        raise exception 'an import does not go from % to %', old.status, new.status using errcode = 'MU002', table = tg_table_name;
    end if;
    if new.version <> old.version + (new.status in ('committed', 'undone'))::int then
        raise exception 'version % does not follow %', new.version, old.version using errcode = '40001', table = tg_table_name;
    end if;
    return new;
end $$;
-- +goose StatementEnd
-- How far the work is, and who is at it, is no step.
create trigger import_step before update on imports
    for each row when (old.status <> new.status or old.version <> new.version) execute function import_step();
create constraint trigger trail after update on imports deferrable initially deferred
    for each row when (old.version <> new.version) execute function need_trail('shifts.roster_import');

-- What was understood of each row. posting is what would be posted, whole and in the form of the program that read it.
create table import_rows (
    import_id  uuid    not null references imports on delete cascade,
    row_number integer not null check (row_number > 0),
    good       boolean not null,
    repeated   boolean not null default false,
    posting    jsonb   not null,
    cells      jsonb   not null,
    problems   jsonb   not null,
    warnings   jsonb   not null,
    primary key (import_id, row_number)
);

-- The shifts that came of an import, so that it can be undone. became is null until it is: withdrawn, or the status in
-- which the shift was left alone.
create table import_shifts (
    shift_id   uuid    primary key references shifts,
    import_id  uuid    not null references imports on delete cascade,
    row_number integer not null,
    became     text
);
create index import_shifts_to_undo on import_shifts (import_id, shift_id) where became is null;
create index import_shifts_of on import_shifts (import_id, row_number);

-- How an employer's rosters are to be read, one row an employer. Nobody else needs to hear of it: a change has an audit
-- row and no event.
create table import_mappings (
    employer   text        primary key check (employer ~ '^[A-Z0-9]{1,12}$'),
    body       jsonb       not null check (jsonb_typeof(body) = 'object'),
    changed_at timestamptz not null,
    version    bigint      not null check (version >= 1)
);

-- +goose Up
-- In which wards a gap is graver than elsewhere, one row a version; without a row the default holds. Versions stay, so that
-- a ranking can say by which it was made.
create table critical_areas (
    -- The system's own code.
    ics        text        not null,
    version    bigint      not null check (version >= 1),
    body       jsonb       not null check (jsonb_typeof(body) = 'array'),
    -- Who, by an opaque id, and when.
    changed_by text        not null check (changed_by <> ''),
    changed_at timestamptz not null,
    primary key (ics, version)
);
create constraint trigger trail after insert or update on critical_areas
    deferrable initially deferred for each row execute function need_trail('analytics.critical_areas', 'ics');

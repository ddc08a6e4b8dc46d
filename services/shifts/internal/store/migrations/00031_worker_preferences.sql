-- +goose Up

-- What a worker wants to see of the open shifts. It is theirs alone and nobody else hears of it, so a change has an audit
-- row and no event, and there is no trail trigger, which would ask for one. area is never a whole postcode.
create table worker_preferences (
    worker_id  uuid        primary key,
    area       text        not null check (area ~ '^([A-Z]{1,2}[0-9][0-9A-Z]?)?$'),
    within_km  integer     not null check (within_km >= 0),
    hidden     jsonb       not null,
    favourites jsonb       not null,
    version    bigint      not null check (version >= 1),
    changed_at timestamptz not null default clock_timestamp(),
    constraint preferences_distance check (within_km = 0 or area <> '')
);

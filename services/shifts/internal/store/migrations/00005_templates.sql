-- +goose Up

-- What a ward usually asks for. Nobody outside this service hears of a template, so a change has its audit row but no
-- event, and the table goes without need_trail.
create table ward_templates (
    id            uuid        primary key,
    employer      text        not null,
    name          text        not null check (name <> ''),
    site          text        not null,
    ward          text        not null,
    staff_group   text        not null,
    role          text        not null,
    band          text        not null,
    -- Minutes since midnight by the clock on the wall in Europe/London; an end at or before the start is on the next day.
    starts        smallint    not null check (starts between 0 and 1439),
    ends          smallint    not null check (ends between 0 and 1439),
    break_minutes integer     not null check (break_minutes >= 0),
    reason        text        not null,
    cost_code     text        not null,
    rate_pence    bigint      not null check (rate_pence > 0),
    requirements  jsonb       not null,
    booking_mode  text        not null,
    fallback_band text        not null,
    removed_at    timestamptz,
    version       bigint      not null check (version >= 1)
);
create index ward_templates_in_use on ward_templates (employer, ward, name, id) where removed_at is null;

-- +goose Up
-- Rules on figures. Each change is a version with its event and its audit row.
create table alert_rule (
    id            uuid    primary key,
    version       bigint  not null check (version >= 1),
    -- The employer whose rule it is; empty for the system's.
    owner         text    not null,
    name          text    not null check (name <> ''),
    what          text    not null check (what in ('fill_below', 'rate_above', 'agency_early', 'silence')),
    employer      text    not null,
    staff_group   text    not null,
    role          text    not null,
    period        text    not null check (period in ('', 'day', 'night', 'weekend')),
    hours_ahead   int     not null check (hours_ahead between 0 and 336),
    raise_at      bigint  not null,
    clear_at      bigint  not null,
    quiet_minutes int     not null check (quiet_minutes between 0 and 1440),
    live          boolean not null,
    -- An employer's rule looks at that employer and nowhere else.
    check (owner = '' or employer = owner),
    check (case what when 'fill_below' then clear_at >= raise_at else clear_at <= raise_at end),
    check ((what in ('fill_below', 'rate_above')) = (hours_ahead > 0))
);
create constraint trigger trail after insert or update on alert_rule
    deferrable initially deferred for each row execute function need_trail('analytics.alert_rule');

-- What the rules called for. One alert of a rule and a cell stands at a time.
create table alert (
    id              uuid        primary key,
    version         bigint      not null check (version >= 1),
    rule_id         uuid        not null references alert_rule,
    rule_version    bigint      not null check (rule_version >= 1),
    owner           text        not null,
    what            text        not null,
    employer        text        not null check (employer <> ''),
    staff_group     text        not null,
    raised_at       timestamptz not null,
    value           bigint      not null,
    shifts          bigint      not null check (shifts >= 0),
    cleared_at      timestamptz,
    cleared_value   bigint,
    acknowledged_at timestamptz,
    acknowledged_by text,
    check (cleared_at >= raised_at),
    check (cleared_value is null or cleared_at is not null),
    check ((acknowledged_at is null) = (acknowledged_by is null))
);
create unique index alert_stands on alert (rule_id, employer, staff_group) where cleared_at is null;
create index alert_newest on alert (raised_at desc, id desc);
create index alert_of_rule on alert (rule_id, employer, staff_group, raised_at desc);
create constraint trigger trail after insert or update on alert
    deferrable initially deferred for each row execute function need_trail('analytics.alert');

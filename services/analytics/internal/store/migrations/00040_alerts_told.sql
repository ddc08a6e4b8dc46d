-- +goose Up
-- A rule may look at rates against the rate card, and says who is told.
alter table alert_rule drop constraint alert_rule_what_check;
alter table alert_rule add constraint alert_rule_what_check check (what in ('fill_below', 'rate_above', 'above_agreed', 'agency_early', 'silence'));
-- +goose StatementBegin
do $$
declare name_ text;
begin
    select conname into strict name_ from pg_constraint
    where conrelid = 'alert_rule'::regclass and contype = 'c' and pg_get_constraintdef(oid) like '%hours_ahead > 0%';
    execute format('alter table alert_rule drop constraint %I', name_);
end $$;
-- +goose StatementEnd
alter table alert_rule add constraint alert_rule_ahead check ((what in ('fill_below', 'rate_above', 'above_agreed')) = (hours_ahead > 0));
alter table alert_rule add column tell text not null default '' check (tell in ('', 'lead', 'post', 'approve', 'verify', 'finance', 'executive'));
alter table alert_rule add constraint alert_rule_told check (owner = '' or tell <> 'lead');

-- Who has taken an alert on, and until when nobody is called about its cell.
alter table alert add column tell text not null default '';
alter table alert add column acknowledged_for text;
alter table alert add column snoozed_until timestamptz;
alter table alert add column snoozed_by text;
alter table alert add constraint alert_snoozed check ((snoozed_until is null) = (snoozed_by is null));

-- What people are told, in the order of n: only the judging replica writes, under its lock, so that nothing with a lower
-- number appears after one with a higher.
create table alert_notice (
    n           bigint      generated always as identity primary key,
    event_id    uuid        not null unique,
    alert_id    uuid        not null references alert,
    kind        text        not null check (kind in ('raised', 'reminded', 'cleared')),
    owner       text        not null,
    employer    text        not null,
    tell        text        not null,
    at          timestamptz not null,
    recorded_at timestamptz not null default clock_timestamp()
);
create index alert_notice_recorded on alert_notice (recorded_at);

-- Up to which notice somebody, by an opaque id, has read.
create table alert_read (
    subject text        primary key,
    up_to   bigint      not null,
    at      timestamptz not null default clock_timestamp()
);

-- Receivers outside the system. Secrets are sealed under keys that lie outside the database; the older one signs beside
-- the newer one until it is ended.
create table webhook (
    id         uuid        primary key,
    version    bigint      not null check (version >= 1),
    -- The employer whose receiver it is; empty for the system's.
    owner      text        not null,
    name       text        not null check (name <> ''),
    url        text        not null check (url <> ''),
    live       boolean     not null,
    secret     bytea       not null,
    old_secret bytea,
    made_at    timestamptz not null,
    -- Why it was turned off by itself; empty otherwise.
    off_why    text        not null default ''
);
create constraint trigger trail after insert or update on webhook
    deferrable initially deferred for each row execute function need_trail('analytics.webhook');

-- Browsers that ring. Rights are those of the person as they subscribed.
create table alert_browser (
    id       uuid        primary key,
    subject  text        not null,
    employer text        not null,
    duties   text[]      not null,
    endpoint text        not null unique,
    p256dh   text        not null,
    auth     text        not null,
    made_at  timestamptz not null default clock_timestamp()
);
create index alert_browser_subject on alert_browser (subject, made_at desc);

-- What is owed to receivers and browsers: written with the change that it tells of, taken by one replica at a time until
-- due_at, and kept as the log of what became of it.
create table delivery (
    id        uuid        primary key,
    channel   text        not null check (channel in ('webhook', 'push')),
    receiver  uuid        not null,
    owner     text        not null,
    event_id  uuid        not null,
    alert_id  uuid,
    type      text        not null,
    body      text        not null,
    made_at   timestamptz not null default clock_timestamp(),
    due_at    timestamptz not null default clock_timestamp(),
    tries     int         not null default 0 check (tries >= 0),
    -- The status that was answered last, 0 for none, and what went wrong in words.
    status    int         not null default 0,
    said      text        not null default '',
    outcome   text        check (outcome in ('delivered', 'dead')),
    done_at   timestamptz,
    constraint delivery_once unique (receiver, event_id),
    constraint delivery_done check ((outcome is null) = (done_at is null))
);
create index delivery_due on delivery (receiver, due_at) where outcome is null;
create index delivery_newest on delivery (made_at desc, id desc);
create index delivery_over on delivery (done_at) where outcome is not null;

-- +goose Up
-- The approved hours of each booking, at its newest version. They are told once a booking; a version never overwrites a newer one.
create table worked_now (
    booking_id  uuid        primary key,
    version     bigint      not null check (version >= 1),
    employer    text        not null check (employer <> ''),
    staff_group text        not null check (staff_group <> ''),
    channel     text        not null check (channel in ('own_bank', 'collaborative_bank')),
    starts_at   timestamptz not null,
    minutes     bigint      not null check (minutes >= 0),
    stream_seq  bigint      not null default 0,
    changed_by  bigint      not null default (pg_current_xact_id()::text::bigint)
);
create index worked_now_changed on worked_now (changed_by);
create index worked_now_starts on worked_now (starts_at, employer, staff_group);
create table rebuilt_worked (like worked_now including all);

alter table cell add column worked_own_min bigint not null default 0 check (worked_own_min >= 0),
    add column worked_collab_min bigint not null default 0 check (worked_collab_min >= 0);

-- +goose Up
-- An address is made and withdrawn as everything else changes: with a version, an event and an audit row. What was made before
-- has its versions and nothing that tells of them.
alter table wall_display add column version bigint;
update wall_display set version = case when withdrawn_at is null then 1 else 2 end;
alter table wall_display alter column version set not null;
alter table wall_display add constraint wall_display_version check (version >= 1);

-- When a display last asked with an address, to five minutes. That is no change of the address, so it stands beside it.
create table wall_display_shown (
    display_id uuid        primary key references wall_display,
    shown_at   timestamptz not null
);
insert into wall_display_shown (display_id, shown_at) select id, shown_at from wall_display where shown_at is not null;
alter table wall_display drop column shown_at;

create constraint trigger trail after insert or update on wall_display
    deferrable initially deferred for each row execute function need_trail('analytics.display');

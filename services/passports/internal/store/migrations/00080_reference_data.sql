-- +goose Up

-- Each version of reference data says what it was changed for; the tables of the first two kinds never asked.
alter table reference_sets add column why text not null default '' check (length(why) <= 200);
alter table reference_sets add check (why <> '' or kind in ('registers', 'receivers'));

-- By which version of the refresh periods a derived end was reckoned; 0 for the table that Muster ships.
alter table competencies add column refresh_version bigint not null default 0 check (refresh_version >= 0);

-- When somebody left, by the database's clock: how long the name is kept is a matter of the table of the day. Of those who
-- left before, erase_after was six years later.
alter table workers add column left_recorded_at timestamptz;
create index workers_left on workers (id) where erased_at is null and status = 'left';

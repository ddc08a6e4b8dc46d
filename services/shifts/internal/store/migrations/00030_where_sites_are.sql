-- +goose Up

-- Where a site is, so that a list can say how far. lat and lon 0 stand for not known.
alter table sites
    add column postcode text             not null default '',
    add column lat      double precision not null default 0,
    add column lon      double precision not null default 0;

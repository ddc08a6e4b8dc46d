-- +goose Up

-- Workers are told too of what runs out in their passports.
alter table notices drop constraint notices_kind_check;
alter table notices add constraint notices_kind_check
  check (kind in ('open_shift', 'digest', 'booking', 'offer', 'timesheet', 'roster', 'passport'));

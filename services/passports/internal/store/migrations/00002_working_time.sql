-- +goose Up

-- What limits a worker's hours; the newest record counts. The permission from which a cap comes is not kept here.
create table working_times (
  id          uuid primary key,
  worker_id   uuid not null references workers,
  contract    text not null default '' check (contract in ('', 'wtr_1998', 'resident_doctor_2016', 'resident_doctor_2019')),
  opt_out     jsonb,
  cap         text not null default '' check (cap in ('', 'term_time_20', 'term_time_10', 'other_employers_20')),
  sponsor     text not null default '',
  terms       jsonb not null default '[]',
  recorded_at timestamptz not null,
  check ((cap = 'other_employers_20') = (sponsor <> ''))
);
create index working_times_newest on working_times (worker_id, recorded_at desc, id desc);
create trigger append_only before update or delete on working_times for each row execute function append_only();

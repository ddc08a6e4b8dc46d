-- +goose Up
-- Employers close, and others follow them; sites change hands, open and close. All of it is dated, so that what was true on a
-- day can be asked for on any later day.
alter table employers
  add column closed_at    timestamptz,
  add column succeeded_by text references employers deferrable initially deferred,
  add check (succeeded_by is null or closed_at is not null),
  add check (succeeded_by <> ods);
create index employers_by_successor on employers (succeeded_by) where succeeded_by is not null;

-- sites.employer is the owner that others were told of last; these are all of them, one at a time.
create table site_owners (
  site       text not null references sites,
  employer   text not null references employers,
  from_at    timestamptz,
  until_at   timestamptz,
  check (until_at > from_at),
  constraint one_owner exclude using gist (site with =, tstzrange(from_at, until_at) with &&)
);
create index site_owners_by_employer on site_owners (employer);
insert into site_owners (site, employer) select ods, employer from sites;

alter table sites
  add column replaces text references sites deferrable initially deferred,
  add check (replaces <> ods);

-- The file that a lead took in last: what its rows came to is judged again when it is applied.
create table register_files (
  id         uuid primary key,
  kind       text not null check (kind in ('employers', 'sites')),
  joins_at   timestamptz not null,
  rows       jsonb not null,
  sent_by    text not null,
  sent_at    timestamptz not null,
  applied_by text,
  applied_at timestamptz,
  outcome    jsonb,
  check (num_nulls(applied_by, applied_at, outcome) in (0, 3))
);

-- +goose StatementBegin
create function employer_step() returns trigger language plpgsql as $$ begin
  if new.version <> old.version + 1 then
    raise exception 'employer % changed by somebody else', old.ods using errcode = '40001';
  end if;
  if old.closed_at is not null and (new.closed_at, new.succeeded_by) is distinct from (old.closed_at, old.succeeded_by) then
    raise exception 'employer % has closed for good', old.ods using errcode = 'MU003';
  end if;
  return new;
end $$;

create function site_step() returns trigger language plpgsql as $$ begin
  if new.version <> old.version + 1 then
    raise exception 'site % changed by somebody else', old.ods using errcode = '40001';
  end if;
  return new;
end $$;

-- At commit, since an employer closes and hands over its sites in one transaction: nothing of it outlasts its end.
create function closed_for_good() returns trigger language plpgsql as $$
declare code text;
begin
  if tg_table_name = 'employers' then code := new.ods; else code := new.employer; end if;
  if exists (select from employers e join memberships m on m.employer = e.ods
             where e.ods = code and (m.until is null or m.until > e.closed_at) and e.closed_at is not null) then
    raise exception 'a membership outlasts employer %', code using errcode = 'MU006';
  end if;
  if exists (select from employers e join site_owners o on o.employer = e.ods
             where e.ods = code and (o.until_at is null or o.until_at > e.closed_at) and e.closed_at is not null) then
    raise exception 'a site outlasts employer %', code using errcode = 'MU006';
  end if;
  return null;
end $$;

-- What follows must be there when its predecessor closes.
create function successor_stands() returns trigger language plpgsql as $$ begin
  if exists (select from employers s where s.ods = new.succeeded_by and s.closed_at <= new.closed_at) then
    raise exception 'employer % cannot be followed by one that has closed', new.ods using errcode = 'MU006';
  end if;
  return null;
end $$;
-- +goose StatementEnd

create trigger step before update on employers for each row execute function employer_step();
create trigger step before update on sites for each row execute function site_step();
create constraint trigger whole after insert or update on employers deferrable initially deferred
  for each row when (new.closed_at is not null) execute function closed_for_good();
create constraint trigger follows after insert or update on employers deferrable initially deferred
  for each row when (new.succeeded_by is not null) execute function successor_stands();
create constraint trigger whole after insert or update on memberships deferrable initially deferred
  for each row execute function closed_for_good();
create constraint trigger whole after insert or update on site_owners deferrable initially deferred
  for each row execute function closed_for_good();

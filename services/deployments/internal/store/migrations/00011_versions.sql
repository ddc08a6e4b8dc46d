-- +goose Up
-- Each version of an agreement has a life of its own: drafted, offered, in force, superseded or withdrawn. The agreement
-- points at the one that decides; a later one may be under way beside it.
alter table agreement_versions
  add column proposed_by   text,
  add column drafted_by    text,
  add column drafted_at    timestamptz,
  add column revision      bigint not null default 0,
  add column offered_at    timestamptz,
  add column in_force_at   timestamptz,
  add column superseded_at timestamptz,
  add column withdrawn_at  timestamptz;

alter table agreement_versions disable trigger frozen;
update agreement_versions v set proposed_by = a.proposed_by, drafted_by = a.drafted_by, drafted_at = a.drafted_at,
  offered_at = a.offered_at, in_force_at = a.in_force_at,
  withdrawn_at = case when a.in_force_at is null then a.ended_at end
from agreements a where a.id = v.agreement_id;
drop trigger frozen on agreement_versions;

alter table agreement_versions
  alter column proposed_by set not null,
  alter column drafted_by set not null,
  alter column drafted_at set not null,
  add constraint offered_first check (in_force_at is null or offered_at is not null),
  add constraint in_force_first check (superseded_at is null or in_force_at is not null),
  add constraint one_fate check (in_force_at is null or withdrawn_at is null);
-- One version at a time is on its way.
create unique index one_proposal on agreement_versions (agreement_id) where in_force_at is null and withdrawn_at is null;

alter table agreements add column notice_by text, add column notice_given_at timestamptz,
  add constraint notice_whole check (num_nulls(notice_by, notice_given_at) in (0, 2));
create index agreements_by_age on agreements (drafted_at desc, id desc);

-- An employer that the text does not name may be invited, and joins by signing.
alter table agreement_parties
  add column joining       boolean not null default false,
  add column exits_at      timestamptz,
  add column exit_given_at timestamptz,
  add constraint exit_whole check (num_nulls(exits_at, exit_given_at) in (0, 2)),
  add constraint exit_after_signature check (exits_at is null or signed_at is not null);

-- Who decides for whom now has a direction and the dates of both parties, and the version that decides.
alter table agreement_pairs drop constraint one_in_force, drop constraint agreement_pairs_pkey, drop constraint agreement_pairs_check;
alter table agreement_pairs rename column low to lender;
alter table agreement_pairs rename column high to borrower;
alter table agreement_pairs add column terms bigint not null default 1;
alter table agreement_pairs alter column terms drop default;
insert into agreement_pairs (agreement_id, lender, borrower, scope, during, terms)
  select agreement_id, borrower, lender, scope, during, terms from agreement_pairs;
alter table agreement_pairs
  add primary key (agreement_id, terms, lender, borrower),
  add constraint two_employers check (lender <> borrower),
  add constraint one_in_force exclude using gist (lender with =, borrower with =, scope with =, during with &&);

-- +goose StatementBegin
create or replace function agreement_step() returns trigger language plpgsql as $$ begin
  if old.status = 'draft' and new.status = 'draft' and new.version = old.version then
    return new;
  end if;
  if new.version <> old.version + 1 then
    raise exception 'agreement % changed by somebody else', old.id using errcode = '40001';
  end if;
  if (old.status, new.status) not in (('draft', 'offered'), ('offered', 'offered'), ('offered', 'in_force'),
     ('in_force', 'in_force'), ('in_force', 'ended'), ('draft', 'ended'), ('offered', 'ended')) then
    raise exception 'agreement % cannot go from % to %', old.id, old.status, new.status using errcode = 'MU002';
  end if;
  if new.terms < old.terms then
    raise exception 'agreement % cannot go back to version %', old.id, new.terms using errcode = 'MU002';
  end if;
  return new;
end $$;

-- At commit, of the row as it stands then: a signature and the version that it completes are one transaction.
create or replace function agreement_signed() returns trigger language plpgsql as $$
declare
  standing agreements;
begin
  select * into standing from agreements where id = new.id;
  if standing.status = 'in_force' and exists (
     select from agreement_parties p
     where p.agreement_id = standing.id and p.terms = standing.terms and p.signed_at is null and not p.joining) then
    raise exception 'agreement % in force without every signature', new.id using errcode = 'MU004';
  end if;
  if standing.status = 'in_force' and not exists (
     select from agreement_versions v
     where v.agreement_id = standing.id and v.terms = standing.terms and v.in_force_at is not null and v.superseded_at is null) then
    raise exception 'agreement % points at a version that is not in force', new.id using errcode = 'MU004';
  end if;
  return null;
end $$;

-- A draft may be rewritten. What has been offered stays as it is, whatever becomes of it.
create function agreement_version_step() returns trigger language plpgsql as $$ begin
  if tg_op = 'DELETE' then
    raise exception 'a version of agreement % is never deleted', old.agreement_id using errcode = 'MU003';
  end if;
  if (new.agreement_id, new.terms) <> (old.agreement_id, old.terms)
     or (old.offered_at is not null and to_jsonb(new) - '{in_force_at,superseded_at,withdrawn_at}'::text[]
                                     <> to_jsonb(old) - '{in_force_at,superseded_at,withdrawn_at}'::text[])
     or (old.in_force_at is not null and new.in_force_at is distinct from old.in_force_at)
     or (old.superseded_at is not null and new.superseded_at is distinct from old.superseded_at)
     or (old.withdrawn_at is not null and to_jsonb(new) <> to_jsonb(old)) then
    raise exception 'version % of agreement % stays as it was offered', old.terms, old.agreement_id using errcode = 'MU003';
  end if;
  return new;
end $$;

create function agreement_party_step() returns trigger language plpgsql as $$ begin
  if tg_op = 'DELETE' then
    if exists (select from agreement_versions v
       where v.agreement_id = old.agreement_id and v.terms = old.terms and v.offered_at is not null) then
      raise exception 'a party of agreement % cannot be taken out of what was offered', old.agreement_id using errcode = 'MU003';
    end if;
    return old;
  end if;
  if old.signed_at is not null and (old.exits_at is not null
     or to_jsonb(new) - '{exits_at,exit_given_at}'::text[] <> to_jsonb(old) - '{exits_at,exit_given_at}'::text[]) then
    raise exception 'a signature under agreement % stays as it was given', old.agreement_id using errcode = 'MU003';
  end if;
  return new;
end $$;

-- The last guard: no code path may authorise outside a version that both employers had signed, or beyond the part of
-- either. Direction, scope and days are judged by the domain alone, which knows of mutual aid.
create or replace function deployment_covered() returns trigger language plpgsql as $$ begin
  if not exists (
     select from agreements a
     join agreement_versions v on v.agreement_id = a.id and v.terms = new.agreement_terms
     join agreement_parties home on home.agreement_id = a.id and home.terms = v.terms and home.employer = new.home
     join agreement_parties host on host.agreement_id = a.id and host.terms = v.terms and host.employer = new.host
     where a.id = new.agreement_id and v.in_force_at <= new.starts_at and v.valid_from <= new.starts_at
       and (v.superseded_at is null or v.superseded_at > new.starts_at)
       and home.signed_at <= new.starts_at and host.signed_at <= new.starts_at
       and (home.exits_at is null or home.exits_at >= new.ends_at) and (host.exits_at is null or host.exits_at >= new.ends_at)
       and (a.ends_at is null or a.ends_at >= new.ends_at)) then
    raise exception 'deployment % is not covered by agreement %', new.id, new.agreement_id using errcode = 'MU005';
  end if;
  return new;
end $$;
-- +goose StatementEnd

create trigger frozen before update or delete on agreement_versions for each row execute function agreement_version_step();
drop trigger frozen on agreement_parties;
create trigger frozen before update or delete on agreement_parties for each row execute function agreement_party_step();

-- +goose Up
-- From the day of a merger what a predecessor signed binds its successor. An agreement names codes, and a booking may bear the
-- old code or the new: both are read as whoever stands for them at the start of the shift.
-- +goose StatementBegin
create function heir(code text, at timestamptz) returns text language sql stable as $$
  with recursive chain (ods, next, step) as (
    select e.ods, case when e.closed_at <= at then e.succeeded_by end, 1 from employers e where e.ods = code
    union all
    select e.ods, case when e.closed_at <= at then e.succeeded_by end, c.step + 1
    from chain c join employers e on e.ods = c.next where c.step < 50
  )
  select coalesce((select ods from chain order by step desc limit 1), code)
$$;

-- Every code that stands for the same employer as code at a moment, code itself first. Where nobody has followed anybody by then,
-- which is nearly always, that is one code and one look.
create function aliases(code text, at timestamptz) returns text[] language plpgsql stable as $$ begin
  if not exists (select from employers e where e.succeeded_by is not null and e.closed_at <= at) then
    return array[code];
  end if;
  return array[code] || array(
    select e.ods from employers e where e.ods <> code and heir(e.ods, at) = heir(code, at) order by e.ods);
end $$;

-- The last guard: no code path may authorise outside a version that both employers, or whom they followed, had signed, or
-- beyond the part of either. Direction, scope and days are judged by the domain alone, which knows of mutual aid.
create or replace function deployment_covered() returns trigger language plpgsql as $$ begin
  if not exists (
     select from agreements a
     join agreement_versions v on v.agreement_id = a.id and v.terms = new.agreement_terms
     join agreement_parties home on home.agreement_id = a.id and home.terms = v.terms
      and home.employer = any(aliases(new.home, new.starts_at))
     join agreement_parties host on host.agreement_id = a.id and host.terms = v.terms
      and host.employer = any(aliases(new.host, new.starts_at))
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

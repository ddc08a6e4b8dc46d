-- name: KeepDue :exec
-- The lines of one passport as they stand now: those that are no more go, and only what differs is written.
with lines as (
  select l.v->>'kind' as kind, l.v->>'code' as code, (l.v->>'level')::int as level, l.v->>'state' as state, (l.v->>'asked')::boolean as asked,
    (l.v->>'due_at')::timestamptz as due_at, (l.v->>'read_at')::timestamptz as read_at
  from jsonb_array_elements(@lines::jsonb) as l(v)
), gone as (
  delete from evidence_due d where d.worker_id = @worker_id and not exists (select 1 from lines l where l.kind = d.kind and l.code = d.code)
)
insert into evidence_due as d (worker_id, home_employer, kind, code, level, state, asked, due_at, read_at, rules)
select @worker_id, @home_employer, l.kind, l.code, l.level, l.state, l.asked, l.due_at, l.read_at, @rules from lines l
on conflict (worker_id, kind, code) do update set
  home_employer = excluded.home_employer, level = excluded.level, state = excluded.state, asked = excluded.asked,
  due_at = excluded.due_at, read_at = excluded.read_at, rules = excluded.rules
where (d.home_employer, d.level, d.state, d.asked, d.due_at, d.read_at, d.rules)
  is distinct from (excluded.home_employer, excluded.level, excluded.state, excluded.asked, excluded.due_at, excluded.read_at, excluded.rules);

-- name: WorkersToReckon :many
-- Those whose lines were never reckoned, or by other rules. Another replica passes over those that one works on.
select w.id from workers w
where not exists (select 1 from evidence_due d where d.worker_id = w.id and d.rules = @rules)
order by w.id limit @page for update of w skip locked;

-- name: DueLines :many
-- One page of the queue by keyset. Who has no engagement that still runs is nobody to chase.
select d.worker_id, d.kind, d.code, d.level, d.state, d.asked, d.due_at::timestamptz as due_at, e.staff_group, e.role, e.band
from evidence_due d
join lateral (
  select e.staff_group, e.role, e.band from engagements e
  where e.worker_id = d.worker_id and (e.until_at is null or e.until_at > @now)
  order by e.employer = d.home_employer desc, e.from_at, e.id limit 1
) e on true
where d.home_employer = any(@employers::text[]) and d.due_at <= @until_at
  and (d.due_at, d.worker_id, d.kind, d.code) > (@after_at::timestamptz, @after_worker::uuid, @after_kind::text, @after_code::text)
  and (@kind::text = '' or d.kind = @kind::text) and (@code::text = '' or d.code = @code::text)
  and (@role::text = '' or e.role = @role::text)
  and (@site::text = '' or exists (
    select 1 from reliances r where r.worker_id = d.worker_id and r.site = @site::text and r.state <> 'ended' and r.starts_at > @running_since and r.ends_at > @now))
order by d.due_at, d.worker_id, d.kind, d.code
limit @page;

-- name: DueByWhat :many
-- How many workers a piece of evidence is due for: gone by now, and coming until then.
select d.kind, d.code, count(*) filter (where d.due_at <= @now)::int as gone, count(*) filter (where d.due_at > @now)::int as coming
from evidence_due d
where d.home_employer = any(@employers::text[]) and d.due_at <= @until_at
  and exists (select 1 from engagements e where e.worker_id = d.worker_id and (e.until_at is null or e.until_at > @now))
group by d.kind, d.code order by d.kind, d.code;

-- name: StandingByRole :many
-- An employer's workers by role and standing; all employers' with an empty one. lacking is somebody of whom something that
-- the role asks for is not in place, or whose register nobody has read lately enough.
with people as (
  select w.id, w.home_employer, e.role,
    case when w.status <> 'active' then 'suspended'
      when exists (select 1 from holds h where h.worker_id = w.id and h.lifted_at is null and h.from_at <= @now and (h.until_at is null or h.until_at > @now)) then 'on_hold'
      when exists (select 1 from evidence_due d where d.worker_id = w.id and d.asked
        and (d.due_at <= @now or (d.kind = 'registration' and d.read_at < @read_since and d.home_employer || ':' || d.code <> all(@read::text[])))) then 'lacking'
      else 'deployable' end as standing
  from workers w
  join lateral (
    select e.role from engagements e
    where e.worker_id = w.id and e.from_at <= @now and (e.until_at is null or e.until_at > @now)
    order by e.employer = w.home_employer desc, e.from_at, e.id limit 1
  ) e on true
  where cardinality(@employers::text[]) = 0 or w.home_employer = any(@employers::text[])
)
select p.home_employer, p.role, p.standing::text as standing, count(*)::int as workers from people p
group by p.home_employer, p.role, p.standing order by p.home_employer, p.role, p.standing;

-- name: WorkersByStanding :many
-- One page of the people behind a figure of StandingByRole.
with people as (
  select w.id, e.role,
    case when w.status <> 'active' then 'suspended'
      when exists (select 1 from holds h where h.worker_id = w.id and h.lifted_at is null and h.from_at <= @now and (h.until_at is null or h.until_at > @now)) then 'on_hold'
      when exists (select 1 from evidence_due d where d.worker_id = w.id and d.asked
        and (d.due_at <= @now or (d.kind = 'registration' and d.read_at < @read_since and d.home_employer || ':' || d.code <> all(@read::text[])))) then 'lacking'
      else 'deployable' end as standing
  from workers w
  join lateral (
    select e.role from engagements e
    where e.worker_id = w.id and e.from_at <= @now and (e.until_at is null or e.until_at > @now)
    order by e.employer = w.home_employer desc, e.from_at, e.id limit 1
  ) e on true
  where w.home_employer = any(@employers::text[]) and w.id > @after
)
select p.id from people p
where (@standing::text = '' or p.standing = @standing::text) and (@role::text = '' or p.role = @role::text)
order by p.id limit @page;

-- name: BookingsAtRisk :many
-- Bookings ahead of an employer's workers of whom something runs out before the shift ends; a row a piece of evidence. What
-- ran out before since is no news.
select sqlc.embed(r), d.kind, d.code, d.level, d.state, d.due_at::timestamptz as due_at
from reliances r join evidence_due d on d.worker_id = r.worker_id and d.state = 'held' and d.due_at > @since and d.due_at <= r.ends_at
where r.home_employer = any(@employers::text[]) and r.state <> 'ended' and r.starts_at > @running_since and r.ends_at > @now and r.starts_at <= @until_at
  and (r.starts_at, r.booking_id) > (@after_at::timestamptz, @after_booking::uuid)
order by r.starts_at, r.booking_id, d.due_at, d.kind, d.code
limit @page;

-- name: SitesAhead :many
select distinct r.site from reliances r where r.home_employer = any(@employers::text[]) and r.state <> 'ended' and r.starts_at > @running_since and r.ends_at > @now order by r.site;

-- name: RegistersOfStaff :many
-- Which registers an employer's people stand on, and how many on each.
select d.code, count(*)::int as workers from evidence_due d
where d.home_employer = any(@employers::text[]) and d.kind = 'registration' and d.state <> 'missing'
  and exists (select 1 from engagements e where e.worker_id = d.worker_id and (e.until_at is null or e.until_at > @now))
group by d.code order by d.code;

-- name: ReadingsOfAll :many
select employer, body, max(read_at)::timestamptz as read_at from register_reads where cardinality(@employers::text[]) = 0 or employer = any(@employers::text[]) group by employer, body;

-- name: RolesOfStaff :many
select distinct e.role from engagements e join workers w on w.id = e.worker_id
where w.home_employer = any(@employers::text[]) and (e.until_at is null or e.until_at > @now) order by e.role;

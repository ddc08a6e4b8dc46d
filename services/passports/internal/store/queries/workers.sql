-- name: LockWorker :one
-- A change waits for clearances in flight, so that it sees every booking that relies on the version before it.
select version from workers where id = $1 for update;

-- name: ShareWorker :one
-- A clearance keeps changes of the passport, and of what the host asks for, out until its answer is written. Whether it is
-- written already is said with it.
select exists (select 1 from clearances c where c.booking_id = @booking_id) as answered, share_host(@host) as shared
from workers w where w.id = @worker_id for share of w;

-- name: LoadWorkers :many
-- The whole of some passports in one round trip; the parts as JSON arrays of rows, in the order in which they were recorded.
select w.id, w.home_employer, w.status, w.suspended_why, w.version, w.floor, w.enrolled_at, w.left_at, w.left_why, w.erased_at,
  coalesce((select jsonb_agg(to_jsonb(e) order by e.id) from engagements e where e.worker_id = w.id), '[]')::jsonb as engagements,
  coalesce((select jsonb_agg(to_jsonb(c) order by c.recorded_at, c.id) from checks c where c.worker_id = w.id), '[]')::jsonb as checks,
  coalesce((select jsonb_agg(to_jsonb(c) order by c.recorded_at, c.id) from competencies c where c.worker_id = w.id
    and not exists (select 1 from withdrawn_competencies x where x.competency_id = c.id)), '[]')::jsonb as competencies,
  coalesce((select jsonb_agg(to_jsonb(r) order by r.recorded_at, r.id) from registrations r where r.worker_id = w.id), '[]')::jsonb as registrations,
  coalesce((select jsonb_agg(to_jsonb(h) order by h.id) from holds h where h.worker_id = w.id), '[]')::jsonb as holds,
  coalesce((select jsonb_agg(to_jsonb(d) order by d.id) from disclosures d where d.worker_id = w.id), '[]')::jsonb as disclosures,
  coalesce((select jsonb_agg(to_jsonb(i) order by i.recorded_at, i.id) from inductions i where i.worker_id = w.id), '[]')::jsonb as inductions,
  coalesce((select to_jsonb(g) from good_standings g where g.worker_id = w.id order by g.stated_at desc, g.id desc limit 1), 'null')::jsonb as good_standing,
  coalesce((select to_jsonb(t) from working_times t where t.worker_id = w.id order by t.recorded_at desc, t.id desc limit 1), 'null')::jsonb as hours
from workers w
where w.id = any(@ids::uuid[])
order by w.id;

-- name: WorkersOfEmployer :many
-- One page by keyset.
select id from workers where home_employer = any(@employers::text[]) and id > @after order by id limit @page;

-- name: WorkersWithExpiry :many
-- One page of those of whom something that counts runs out in the window: of checks and registrations the newest counts, of
-- competencies the one that lasts longest.
select w.id from workers w
where w.home_employer = any(@employers::text[]) and w.id > @after and (
  exists (select 1 from checks c where c.worker_id = w.id
    and ((c.valid_until > @from_at and c.valid_until <= @until_at) or (c.epp_cleared_until > @from_at and c.epp_cleared_until <= @until_at))
    and not exists (select 1 from checks n where n.worker_id = w.id and n.type = c.type
      and (n.ranked_at, n.recorded_at, n.id) > (c.ranked_at, c.recorded_at, c.id)))
  or exists (select 1 from registrations r where r.worker_id = w.id and r.valid_until > @from_at and r.valid_until <= @until_at
    and not exists (select 1 from registrations n where n.worker_id = w.id and n.body = r.body and (n.recorded_at, n.id) > (r.recorded_at, r.id)))
  or exists (select 1 from competencies c where c.worker_id = w.id and c.valid_until > @from_at and c.valid_until <= @until_at
    and not exists (select 1 from competencies n where n.worker_id = w.id and n.framework = c.framework and n.code = c.code and n.level = c.level
      and (n.valid_until is null or n.valid_until > c.valid_until)))
  or exists (select 1 from engagements e where e.worker_id = w.id and e.until_at > @from_at and e.until_at <= @until_at))
order by w.id limit @page;

-- name: InsertWorker :exec
insert into workers (id, home_employer, status, suspended_why, version, floor, enrolled_at)
values ($1, $2, $3, $4, $5, $6, $7);

-- name: UpdateWorker :exec
-- When somebody left is kept by the database's clock: some years later the names are erased.
update workers set status = @status, suspended_why = @suspended_why, version = @version, floor = @floor,
  left_at = @left_at, left_why = @left_why, erased_at = @erased_at,
  left_recorded_at = case when @status = 'left' then coalesce(left_recorded_at, erase_after - interval '6 years', clock_timestamp()) end,
  erase_after = case when @status = 'left' then erase_after end
where id = @id;

-- name: InsertEngagements :batchexec
insert into engagements (id, worker_id, employer, kind, staff_group, role, band, from_at, until_at, version)
values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10)
on conflict (id) do update set until_at = excluded.until_at, version = excluded.version;

-- name: InsertChecks :batchexec
-- 23505 on checks_superseded_once: another record has taken the place meanwhile.
insert into checks (id, worker_id, type, outcome, method, level, workforce, checked_on, recorded_at, valid_until, epp_cleared_until,
  standard_version, valid_from, review_due, restrictions, particulars, checked_by_person, checked_by_role, checked_by_org, verified_with,
  supersedes, recorded_reason, source, ranked_at)
values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15, $16, $17, $18, $19, $20, $21, $22, $23, $24);

-- name: InsertCompetencies :batchexec
insert into competencies (id, worker_id, framework, code, level, achieved_on, recorded_at, valid_until,
  title, awarding_body, assessor_org, source, raw, derived, provisional, refresh_version)
values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15, $16);

-- name: InsertRegistrations :batchexec
insert into registrations (id, worker_id, body, status, checked_at, recorded_at, valid_until, parts, licence, number_digest)
values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10);

-- name: InsertHolds :batchexec
insert into holds (id, worker_id, why, from_at, until_at, placed_at, lifted_at)
values ($1, $2, $3, $4, $5, $6, $7)
on conflict (id) do update set lifted_at = excluded.lifted_at;

-- name: InsertInductions :batchexec
insert into inductions (id, worker_id, employer, site, done_on, recorded_at, valid_until, recorded_by)
values ($1, $2, $3, $4, $5, $6, $7, $8);

-- name: InsertGoodStanding :exec
insert into good_standings (id, worker_id, good, stated_on, stated_at, recorded_by)
values ($1, $2, $3, $4, $5, $6);

-- name: InsertWorkingTime :exec
insert into working_times (id, worker_id, contract, opt_out, cap, sponsor, terms, recorded_at)
values ($1, $2, $3, $4, $5, $6, $7, $8);

-- name: InsertShift :batchexec
insert into shifts (id, posting_id, employer, site, ward, staff_group, role, band, starts_at, ends_at, break_minutes,
                    reason, cost_code, rate_pence, requirements, status, posted_at, bank_closes_at, booking_mode, version,
                    submitted_at, submitted_by, approval_why,
                    ladder_id, ladder_version, release_steps, next_step_at, agency_opened_at, preferred_worker, fallback_band,
                    refill_until, rest_of)
values (@id, @posting_id, @employer, @site, @ward, @staff_group, @role, @band, @starts_at, @ends_at, @break_minutes,
        @reason, @cost_code, @rate_pence, @requirements, @status, @posted_at, @bank_closes_at, @booking_mode, @version,
        sqlc.narg(submitted_at), sqlc.narg(submitted_by), sqlc.narg(approval_why),
        sqlc.narg(ladder_id), sqlc.narg(ladder_version), @release_steps, sqlc.narg(next_step_at), sqlc.narg(agency_opened_at),
        sqlc.narg(preferred_worker), sqlc.narg(fallback_band), sqlc.narg(refill_until), sqlc.narg(rest_of));

-- name: GetShift :one
select sqlc.embed(s), o.role as override_role, o.why as override_why, o.granted_at as override_at
from shifts s left join overrides o on o.id = s.override_id
where s.id = @id;

-- name: LockShift :one
select sqlc.embed(s), o.role as override_role, o.why as override_why, o.granted_at as override_at
from shifts s left join overrides o on o.id = s.override_id
where s.id = @id
for update of s;

-- name: SaveShift :exec
-- No row: another writer made the next version first.
update shifts
set status = @status, filled_by = sqlc.narg(filled_by), booking_id = sqlc.narg(booking_id),
    home_employer = sqlc.narg(home_employer), agency = sqlc.narg(agency), agency_rate_pence = sqlc.narg(agency_rate_pence),
    override_id = sqlc.narg(override_id), first_filled_at = sqlc.narg(first_filled_at), filled_at = sqlc.narg(filled_at),
    ended_at = sqlc.narg(ended_at), reopened = @reopened, version = @version,
    posted_at = @posted_at, bank_closes_at = @bank_closes_at,
    approved_at = sqlc.narg(approved_at), approved_by = sqlc.narg(approved_by), declined_why = sqlc.narg(declined_why),
    notice_band = sqlc.narg(notice_band), refill_until = sqlc.narg(refill_until),
    rate_pence = @rate_pence, base_rate_pence = sqlc.narg(base_rate_pence), escalated_until = sqlc.narg(escalated_until),
    ladder_id = sqlc.narg(ladder_id), ladder_version = sqlc.narg(ladder_version),
    release_steps = @release_steps, next_step_at = sqlc.narg(next_step_at), agency_opened_at = sqlc.narg(agency_opened_at),
    agency_tier = sqlc.narg(agency_tier), agency_framework = sqlc.narg(agency_framework), agency_worker = sqlc.narg(agency_worker),
    agency_cap_pence = sqlc.narg(agency_cap_pence), over_cap_why = sqlc.narg(over_cap_why), over_cap_role = sqlc.narg(over_cap_role),
    agency_locks_at = sqlc.narg(agency_locks_at), off_framework_id = sqlc.narg(off_framework_id), off_framework_why = sqlc.narg(off_framework_why),
    displaced_agency = sqlc.narg(displaced_agency), displaced_rate_pence = sqlc.narg(displaced_rate_pence)
where id = @id and version + 1 = @version;

-- name: OverrideOf :one
-- Asked once the shift is locked, in a statement of its own: a statement that waited for the lock sees the shift as it is
-- and what it joins as it was.
select role, why, granted_at from overrides where id = @id;

-- name: InsertOverride :exec
insert into overrides (id, shift_id, role, why, granted_at) values (@id, @shift_id, @role, @why, @granted_at);

-- name: ListShifts :many
-- Keyset on (starts_at, id). A held shift is shown as open, so a filter for open finds both.
select sqlc.embed(s), o.role as override_role, o.why as override_why, o.granted_at as override_at
from shifts s left join overrides o on o.id = s.override_id
where (sqlc.narg(employer)::text is null or s.employer = sqlc.narg(employer))
  and (sqlc.narg(employers)::text[] is null or s.employer = any(sqlc.narg(employers)::text[]))
  and (cardinality(@statuses::text[]) = 0 or s.status = any(@statuses))
  and (sqlc.narg(from_at)::timestamptz is null or s.starts_at >= sqlc.narg(from_at))
  and (sqlc.narg(to_at)::timestamptz is null or s.starts_at < sqlc.narg(to_at))
  and (s.starts_at, s.id) > (@after_at::timestamptz, @after_id::uuid)
order by s.starts_at, s.id
limit @max_rows;

-- name: LikeShift :many
-- Open shifts for the same work, nearest in time first.
select sqlc.embed(s)
from shifts s
where s.status = 'open' and coalesce(s.refill_until, s.starts_at) > @now::timestamptz and s.id <> @id
  and s.staff_group = @staff_group and s.role = @role and s.band = @band
order by abs(extract(epoch from s.starts_at - @near::timestamptz)), s.id
limit @max_rows;

-- name: LapsedShifts :many
-- By the database's clock. What was recorded in the last minute is left alone, so that a history which is being written
-- has time to fill the shift that it has just posted in the past.
select id from shifts
where status = 'open' and starts_at < clock_timestamp() and coalesce(refill_until, starts_at) < clock_timestamp() and recorded_at < clock_timestamp() - interval '60 seconds'
order by starts_at
limit @max_rows;

-- name: UnapprovedShifts :many
-- By the database's clock, like lapsed shifts.
select id from shifts
where status = 'awaiting_approval' and starts_at < clock_timestamp() and recorded_at < clock_timestamp() - interval '60 seconds'
order by starts_at
limit @max_rows;

-- name: AmendShift :exec
-- No row: another writer made the next version first.
update shifts
set starts_at = @starts_at, ends_at = @ends_at, break_minutes = @break_minutes, ward = @ward, reason = @reason, cost_code = @cost_code,
    requirements = @requirements, rate_pence = @rate_pence, fallback_band = sqlc.narg(fallback_band),
    bank_closes_at = @bank_closes_at, release_steps = @release_steps, next_step_at = sqlc.narg(next_step_at),
    submitted_by = sqlc.narg(submitted_by), refill_until = sqlc.narg(refill_until), version = @version
where id = @id and version + 1 = @version;

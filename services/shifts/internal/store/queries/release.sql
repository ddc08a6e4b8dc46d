-- name: InsertEscalation :exec
insert into escalations (id, shift_id, kind, step, tier, rate_pence, why, expires_at, status, asked_by, asked_at)
values (@id, @shift_id, @kind, @step, @tier, @rate_pence, @why, @expires_at, 'asked', @asked_by, @asked_at);

-- name: DecideEscalation :exec
-- No row: somebody else has decided it.
update escalations set status = @status, decided_by = @decided_by, decided_at = @decided_at
where id = @id and status = 'asked';

-- name: GetEscalation :one
select * from escalations where id = @id;

-- name: EscalationsOfShift :many
select * from escalations where shift_id = @shift_id order by id;

-- name: AskedOfEmployer :many
-- What waits for an answer on shifts that are still open, the soonest first.
select sqlc.embed(e), sqlc.embed(s)
from escalations e join shifts s on s.id = e.shift_id
where s.employer = any(@employers::text[]) and e.status = 'asked' and s.status = 'open' and e.expires_at > @now
order by s.starts_at, e.id
limit @max_rows;

-- name: InsertOffFrameworkApproval :exec
insert into off_framework_approvals (id, shift_id, role, why, statement, approved_by, approved_at)
values (@id, @shift_id, 'executive', @why, @statement, @approved_by, @approved_at);

-- name: OffFrameworkApproval :one
select * from off_framework_approvals where id = @id;

-- name: LockDueSteps :many
-- Open shifts for which time alone asks for a change, the longest due first. A replica leaves out what another has taken.
-- Keyset on when they fell due: of some nothing can change yet, and those after them do not wait for that.
-- due is the moment by which it is judged: the database's own, or the one that a history is written at.
select sqlc.embed(s), o.role as override_role, o.why as override_why, o.granted_at as override_at,
       coalesce(sqlc.narg(at)::timestamptz, clock_timestamp())::timestamptz as due
from shifts s left join overrides o on o.id = s.override_id
where s.status = 'open' and s.starts_at > coalesce(sqlc.narg(at)::timestamptz, clock_timestamp())
  and (s.next_step_at <= coalesce(sqlc.narg(at)::timestamptz, clock_timestamp())
       or s.escalated_until <= coalesce(sqlc.narg(at)::timestamptz, clock_timestamp()))
  and (least(s.next_step_at, s.escalated_until), s.id) > (@after_at::timestamptz, @after_id::uuid)
order by least(s.next_step_at, s.escalated_until), s.id
limit @max_rows
for update of s skip locked;

-- name: StandAgency :exec
-- Like a hold this is no version: the shift goes back to the agency that had it.
update shifts set status = 'filled' where id = @id and status = 'held' and agency is not null and version = @version;

-- name: GetLadder :one
select * from ladders where employer = @employer and staff_group = @staff_group;

-- name: LadderFor :one
-- The ladder of the staff group, else that of every group.
select * from ladders
where employer = @employer and staff_group in (@staff_group, '*')
order by staff_group = '*'
limit 1;

-- name: LaddersOf :many
select * from ladders where employer = @employer order by staff_group;

-- name: InsertLadder :execrows
insert into ladders (id, employer, staff_group, bank_share, steps, changed_at, version)
values (@id, @employer, @staff_group, @bank_share, @steps, @changed_at, 1)
on conflict (employer, staff_group) do nothing;

-- name: SaveLadder :execrows
update ladders set bank_share = @bank_share, steps = @steps, changed_at = @changed_at, version = @version
where id = @id and version + 1 = @version;

-- name: ShiftsForWhatIf :many
-- What an employer posted in a span, for judging another ladder by it.
select id, staff_group, band, posted_at, starts_at, (preferred_worker is not null)::boolean as preferred, (fallback_band is not null)::boolean as fallback,
       filled_by, filled_at, first_filled_at, status
from shifts
where employer = any(@employers::text[]) and posted_at >= @from_at and posted_at < @to_at
  and status not in ('awaiting_approval', 'declined', 'withdrawn')
  and (@staff_group::text = '*' or staff_group = @staff_group)
order by posted_at, id
limit @max_rows;

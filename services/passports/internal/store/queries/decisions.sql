-- name: InsertDecision :exec
insert into decisions (id, worker_id, booking_id, shift_id, home_employer, host_employer, starts_at, ends_at, version, cause, outcome, passport_version, engine, inputs, digest, decision, decided_at)
values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15, $16, $17);

-- name: GetDecision :one
select * from decisions where id = $1;

-- name: DecisionsOfWorker :many
-- One page, newest first, by keyset.
select * from decisions where worker_id = @worker_id and (@before::uuid = '00000000-0000-0000-0000-000000000000' or id < @before) order by id desc limit @page;

-- name: Circumstances :one
-- What a decision looks at beside the passport and the booking, in one round trip.
select
  coalesce((select jsonb_object_agg(r.body, r.read_at) from (
    select g.body, max(g.read_at) as read_at from register_reads g where g.employer = any(@homes::text[]) group by g.body) r), '{}')::jsonb as registers_read,
  coalesce((select jsonb_build_object('employer', p.employer, 'version', p.version) || p.body from host_policies p where p.employer = any(@line::text[]) order by array_position(@line::text[], p.employer) limit 1), '{}')::jsonb as policy,
  coalesce((select jsonb_agg(a.state order by a.id) from agreements a where not (@homes::text[] && @hosts::text[]) and a.parties && @homes::text[] and a.parties && @hosts::text[]), '[]')::jsonb as agreements,
  coalesce((select jsonb_agg(jsonb_build_object('id', o.id, 'requirement', o.requirement, 'code', o.code, 'why', o.why, 'expires_at', o.expires_at) order by o.id)
    from overrides o where o.worker_id = @worker_id and o.shift_id = @shift_id and o.host_employer = any(@hosts::text[]) and o.home_employer = any(@homes::text[]) and o.state = 'granted'), '[]')::jsonb as overrides,
  coalesce((select jsonb_agg(to_jsonb(k) order by k.recorded_at, k.id) from host_checks k where k.worker_id = @worker_id and k.employer = any(@hosts::text[])), '[]')::jsonb as host_checks,
  coalesce((select jsonb_object_agg(s.kind, s.version) from (
    select kind, max(version) as version from reference_sets where kind <> 'receivers' group by kind) s), '{}')::jsonb as reference;

-- name: GetHostPolicy :one
select * from host_policies where employer = $1;

-- name: LockHost :one
-- Whoever changes what a host asks for waits for the answers in flight, and keeps new ones out.
select lock_host(@host);

-- name: PutHostPolicy :exec
insert into host_policies (employer, version, body, changed_at) values ($1, $2, $3, $4)
on conflict (employer) do update set version = excluded.version, body = excluded.body, changed_at = excluded.changed_at;

-- name: JudgeHostAgain :execrows
-- Every booking ahead at a host is judged again at once.
update reliances set judge_at = to_timestamp(0) where host_employer = any(@hosts::text[]) and state <> 'ended' and ends_at > @now;

-- name: JudgePairsAgain :execrows
-- Every booking ahead between two of some employers is judged again at once.
update reliances set judge_at = to_timestamp(0)
where host_employer = any(@employers::text[]) and home_employer = any(@employers::text[]) and home_employer <> host_employer and state <> 'ended' and ends_at > @now;

-- name: JudgeShiftAgain :exec
-- The booking of one worker for one shift that ends after a moment is judged again at once.
update reliances set judge_at = to_timestamp(0) where worker_id = @worker_id and shift_id = @shift_id and state <> 'ended' and ends_at > @after;

-- name: DueReliances :many
-- Bookings that are to be judged again by now, soonest first.
select * from reliances where judge_at <= @now and ends_at > @now order by judge_at, booking_id limit @page;

-- name: LockReliance :one
select * from reliances where booking_id = $1 for update;

-- name: JudgedReliance :exec
-- null when there is nothing more to judge.
update reliances set judge_at = @judge_at where booking_id = @booking_id;

-- name: ForgetPastReliances :execrows
-- What is over is judged no more.
update reliances set judge_at = null where booking_id in (
  select r.booking_id from reliances r where r.judge_at <= @now and r.ends_at <= @now order by r.judge_at limit @page for update skip locked);

-- name: InsertOverride :exec
insert into overrides (id, version, state, worker_id, shift_id, decision_id, home_employer, host_employer, starts_at, expires_at, requirement, code, why, eyes, requested_by, requested_org, requested_at, decided_by, decided_org, decided_at, ends_at)
values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15, $16, $17, $18, $19, $20, $21);

-- name: UpdateOverride :exec
update overrides set version = @version, state = @state, decided_by = @decided_by, decided_org = @decided_org, decided_at = @decided_at where id = @id;

-- name: GetOverride :one
select * from overrides where id = $1;

-- name: LockOverride :one
select * from overrides where id = $1 for update;

-- name: OverridesOfEmployer :many
-- One page, newest first: those of a host and those about its own workers. state is empty for all.
select * from overrides where (host_employer = any(@employers::text[]) or home_employer = any(@employers::text[])) and (@state::text = '' or state = @state)
  and (@before::uuid = '00000000-0000-0000-0000-000000000000' or id < @before)
order by id desc limit @page;

-- name: OverridesOfWorker :many
select * from overrides where worker_id = @worker_id and (@before::uuid = '00000000-0000-0000-0000-000000000000' or id < @before) order by id desc limit @page;

-- name: CountOverrides :many
-- How often each host had decided in place of a requirement, by code.
select host_employer, code, state, count(*)::bigint as n from overrides
where (host_employer = any(@employers::text[]) or home_employer = any(@employers::text[])) and requested_at >= @since group by host_employer, code, state order by host_employer, code, state;

-- name: DueOverrides :many
select id from overrides
where state in ('requested', 'granted') and (case when state = 'requested' then least(starts_at, expires_at) else expires_at end) <= @now::timestamptz
order by (case when state = 'requested' then least(starts_at, expires_at) else expires_at end), id limit @page;

-- name: InsertReview :exec
insert into decision_reviews (decision_id, version, worker_id, booking_id, home_employer, requested_at) values ($1, $2, $3, $4, $5, $6);

-- name: AnswerReview :exec
update decision_reviews set version = @version, outcome = @outcome, answered_by = @answered_by, answered_at = @answered_at where decision_id = @decision_id;

-- name: LockReview :one
select * from decision_reviews where decision_id = $1 for update;

-- name: GetReviews :many
select * from decision_reviews where decision_id = any(@decisions::uuid[]);

-- name: ReviewsOfHome :many
-- One page, newest first.
select * from decision_reviews where home_employer = any(@homes::text[]) and (not @open_only::boolean or answered_at is null)
  and (@before::uuid = '00000000-0000-0000-0000-000000000000' or decision_id < @before)
order by decision_id desc limit @page;

-- name: GetReliance :one
select * from reliances where booking_id = $1;

-- name: InsertHostCheck :exec
insert into host_checks (id, worker_id, employer, type, outcome, level, workforce, checked_on, recorded_at, valid_until, recorded_by)
values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11);

-- name: JudgeWorkerAgain :execrows
-- Every booking ahead of a worker at a host is judged again at once.
update reliances set judge_at = to_timestamp(0) where worker_id = @worker_id and host_employer = any(@hosts::text[]) and state <> 'ended' and ends_at > @now;

-- name: RefusalsOfEmployer :many
-- One page, newest first, of answers that said no to bookings still ahead.
select * from decisions where version = 1 and outcome in ('needs_approval', 'ineligible') and (host_employer = any(@employers::text[]) or home_employer = any(@employers::text[]))
  and starts_at > @now and (@before::uuid = '00000000-0000-0000-0000-000000000000' or id < @before)
order by id desc limit @page;

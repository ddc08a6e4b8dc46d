-- name: KeepStates :exec
insert into fact_then (kind, id, version, at, employer, starts_at, body)
select unnest(@kinds::text[]), unnest(@ids::text[]), unnest(@versions::bigint[]), unnest(@at::timestamptz[]),
    unnest(@employers::text[]), unnest(@starts_at::timestamptz[]), unnest(@bodies::text[])::json
on conflict do nothing;

-- name: StatesAt :many
-- The newest state at the moment of everything that at some time before it was to start in [since, until): what has been
-- moved out of sight meanwhile comes too, in the place of its older versions.
with seen as (
    select distinct kind, id from fact_then where starts_at >= @since::timestamptz and starts_at < @until::timestamptz and at <= @moment::timestamptz
)
select distinct on (t.kind, t.id) t.kind, t.id, t.version, t.body
from seen join fact_then t on t.kind = seen.kind and t.id = seen.id
where t.at <= @moment::timestamptz
order by t.kind, t.id, t.version desc;

-- name: AgesAt :many
-- The newest event of each employer at the moment.
select a.employer, before.at as newest_event_at
from employer_age a cross join lateral (
    select t.at from fact_then t where t.employer = a.employer and t.at <= @moment::timestamptz order by t.at desc limit 1
) before;

-- name: FirstState :one
-- When the first event happened that is still known.
select first.at from employer_age a cross join lateral (
    select t.at from fact_then t where t.employer = a.employer order by t.at limit 1
) first
order by first.at limit 1;

-- name: Histories :many
-- Every state of the shifts that at some time were to start in [since, until). No employers mean all.
with seen as (
    select distinct id from fact_then
    where kind = 'shift' and starts_at >= @since::timestamptz and starts_at < @until::timestamptz and (cardinality(@employers::text[]) = 0 or employer = any(@employers))
)
select t.id, t.version, t.at, t.body from seen join fact_then t on t.kind = 'shift' and t.id = seen.id order by t.id, t.version;

-- name: HeardBetween :many
-- The newest event of each employer in every five minutes, and the last one before since. An empty employer means all.
select a.employer, before.at as at
from employer_age a cross join lateral (
    select t.at from fact_then t where t.employer = a.employer and t.at < @since::timestamptz order by t.at desc limit 1
) before
where @employer::text = '' or a.employer = @employer
union all
select t.employer, max(t.at)::timestamptz as at from fact_then t
where t.at >= @since::timestamptz and t.at <= @until::timestamptz and t.employer <> '' and (@employer::text = '' or t.employer = @employer)
group by t.employer, date_bin('5 minutes', t.at, timestamptz '2000-01-01 00:00:00+00');

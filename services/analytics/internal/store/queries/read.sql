-- name: FactsPage :many
-- All facts in canonical order, page by page.
select kind, id, version, producer, body, stream_seq from fact_now
where (kind, id) > (@after_kind::text, @after_id::text) order by kind, id limit @size;

-- name: Days :many
-- The split by the London day on which shifts start. No employers and an empty staff group mean all.
select (starts_at at time zone 'Europe/London')::date as day, (body ->> 'status')::text as status,
    coalesce(body ->> 'filled_by', '')::text as filled_by, count(*) as shifts, sum((body ->> 'net_minutes')::bigint)::bigint as minutes
from fact_now
where kind = 'shift' and starts_at >= @since::timestamptz and starts_at < @until::timestamptz
    and (cardinality(@employers::text[]) = 0 or employer = any(@employers)) and (@staff_group::text = '' or staff_group = @staff_group)
group by 1, 2, 3 order by 1;

-- name: WorkedDays :many
-- Approved minutes by the London day on which shifts start. No employers and an empty staff group mean all.
select (starts_at at time zone 'Europe/London')::date as day, (body ->> 'channel')::text as channel,
    sum(coalesce((body ->> 'worked_minutes')::bigint, 0))::bigint as minutes
from fact_now
where kind = 'booking' and body ->> 'hours' = 'approved'
    and starts_at >= @since::timestamptz and starts_at < @until::timestamptz
    and (cardinality(@employers::text[]) = 0 or employer = any(@employers)) and (@staff_group::text = '' or staff_group = @staff_group)
group by 1, 2 order by 1;

-- name: Gaps :many
-- The open shifts that start soonest.
select kind, id, version, body from fact_now
where kind = 'shift' and body ->> 'status' = 'open' and starts_at >= @since::timestamptz
    and (cardinality(@employers::text[]) = 0 or employer = any(@employers)) and (@staff_group::text = '' or staff_group = @staff_group)
order by starts_at, id limit @size;

-- name: FactsBetween :many
-- The facts of these kinds whose work starts in [since, until). No employers and an empty staff group mean all.
select kind, id, version, body from fact_now
where kind = any(@kinds::text[]) and starts_at >= @since::timestamptz and starts_at < @until::timestamptz
    and (cardinality(@employers::text[]) = 0 or employer = any(@employers)) and (@staff_group::text = '' or staff_group = @staff_group);

-- name: OffersBetween :many
-- The offers of shifts that start in [since, until).
select o.kind, o.id, o.version, o.body
from fact_now s join fact_now o on o.kind = 'offer' and o.body ->> 'shift_id' = s.id
where s.kind = 'shift' and s.starts_at >= @since::timestamptz and s.starts_at < @until::timestamptz
    and (cardinality(@employers::text[]) = 0 or s.employer = any(@employers)) and (@staff_group::text = '' or s.staff_group = @staff_group);

-- name: Undated :many
-- The facts of a kind that has no time.
select kind, id, version, body from fact_now where kind = @kind and starts_at is null;

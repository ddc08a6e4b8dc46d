-- name: ShiftsPage :many
-- All shifts in the order of their ids, page by page.
select * from shift_now where shift_id > @after order by shift_id limit @size;

-- name: AllOrganisations :many
select * from organisation_now order by kind collate "C", ods collate "C";

-- name: Days :many
-- The split by the London day on which shifts start. An empty employer or staff group means all.
select (starts_at at time zone 'Europe/London')::date as day, status, filled_by, count(*) as shifts,
    sum(net_minutes)::bigint as minutes
from shift_now
where starts_at >= @since::timestamptz and starts_at < @until::timestamptz
    and (@employer::text = '' or employer = @employer) and (@staff_group::text = '' or staff_group = @staff_group)
group by 1, 2, 3 order by 1;

-- name: Gaps :many
-- The open shifts that start soonest.
select * from shift_now
where status = 'open' and starts_at >= @since::timestamptz
    and (@employer::text = '' or employer = @employer) and (@staff_group::text = '' or staff_group = @staff_group)
order by starts_at, shift_id limit @size;

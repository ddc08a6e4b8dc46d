-- name: ShiftsAfter :many
-- Shifts that start in [since, until), in order, from after a place in it. An empty employer, staff group, site or ward
-- means all.
select kind, id, version, body from fact_now
where kind = 'shift' and starts_at >= @since::timestamptz and starts_at < @until::timestamptz
    and (starts_at, id) > (@after_start::timestamptz, @after_id::text)
    and (@employer::text = '' or employer = @employer) and (@staff_group::text = '' or staff_group = @staff_group)
    and (@site::text = '' or body ->> 'site' = @site) and (@ward::text = '' or body ->> 'ward' = @ward)
order by starts_at, id limit @size;

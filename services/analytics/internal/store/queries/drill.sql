-- name: ShiftsAfter :many
-- Shifts that start in [since, until), in order, from after a place in it. No employers, an empty staff group, site or ward
-- mean all.
select kind, id, version, body from fact_now
where kind = 'shift' and starts_at >= @since::timestamptz and starts_at < @until::timestamptz
    and (starts_at, id) > (@after_start::timestamptz, @after_id::text)
    and (cardinality(@employers::text[]) = 0 or employer = any(@employers)) and (@staff_group::text = '' or staff_group = @staff_group)
    and (@site::text = '' or body ->> 'site' = @site) and (@ward::text = '' or body ->> 'ward' = @ward)
order by starts_at, id limit @size;

-- name: OpenBetween :many
-- The open shifts that start in [since, until).
select kind, id, version, body from fact_now
where kind = 'shift' and body ->> 'status' = 'open' and starts_at >= @since::timestamptz and starts_at < @until::timestamptz
    and (cardinality(@employers::text[]) = 0 or employer = any(@employers)) and (@staff_group::text = '' or staff_group = @staff_group)
order by starts_at, id;

-- name: AgenciesBetween :many
-- The shifts that agencies fill and that start in [since, until).
select kind, id, version, body from fact_now
where kind = 'shift' and starts_at >= @since::timestamptz and starts_at < @until::timestamptz
    and body ->> 'filled_by' in ('framework_agency', 'off_framework_agency')
    and (cardinality(@employers::text[]) = 0 or employer = any(@employers)) and (@staff_group::text = '' or staff_group = @staff_group)
order by starts_at, id;

-- name: LentBetween :many
-- The bookings across employers that stand or were worked and start in [since, until).
select kind, id, version, body from fact_now
where kind = 'booking' and starts_at >= @since::timestamptz and starts_at < @until::timestamptz
    and body ->> 'home_employer' <> employer and body ->> 'status' in ('confirmed', 'started', 'worked')
    and (@staff_group::text = '' or staff_group = @staff_group);

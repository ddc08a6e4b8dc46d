-- name: AddAlertRule :exec
insert into alert_rule (id, version, owner, name, what, employer, staff_group, role, period, hours_ahead, raise_at, clear_at, quiet_minutes, live, tell)
values (@id, 1, @owner, @name, @what, @employer, @staff_group, @role, @period, @hours_ahead, @raise_at, @clear_at, @quiet_minutes, @live, @tell);

-- name: SaveAlertRule :exec
update alert_rule set version = @version, name = @name, what = @what, employer = @employer, staff_group = @staff_group, role = @role,
    period = @period, hours_ahead = @hours_ahead, raise_at = @raise_at, clear_at = @clear_at, quiet_minutes = @quiet_minutes, live = @live, tell = @tell
where id = @id;

-- name: AlertRule :one
select * from alert_rule where id = @id;

-- name: LockAlertRule :one
select * from alert_rule where id = @id for update;

-- name: AlertRules :many
-- An empty owner means all.
select * from alert_rule where @owner::text = '' or owner = @owner order by name, id;

-- name: LockAlerts :exec
-- One replica judges at a time, so that two do not raise the same alert.
select pg_advisory_xact_lock(hashtext('analytics.alerts'));

-- name: LockStandingAlerts :exec
-- Nobody acknowledges what is about to be over.
select id from alert where cleared_at is null order by id for update;

-- name: LastAlerts :many
-- The newest alert of each rule and cell: how it stands, or since when it is over.
select distinct on (rule_id, employer, staff_group) * from alert order by rule_id, employer, staff_group, raised_at desc, id desc;

-- name: AddAlert :exec
insert into alert (id, version, rule_id, rule_version, owner, what, employer, staff_group, raised_at, value, shifts, tell, snoozed_until, snoozed_by)
values (@id, 1, @rule_id, @rule_version, @owner, @what, @employer, @staff_group, @raised_at, @value, @shifts, @tell, @snoozed_until, @snoozed_by);

-- name: SaveAlert :exec
update alert set version = @version, cleared_at = @cleared_at, cleared_value = @cleared_value, acknowledged_at = @acknowledged_at,
    acknowledged_by = @acknowledged_by, acknowledged_for = @acknowledged_for, snoozed_until = @snoozed_until, snoozed_by = @snoozed_by
where id = @id;

-- name: LockAlert :one
select * from alert where id = @id for update;

-- name: Alerts :many
-- Newest first, after the one named. No employers mean all.
select sqlc.embed(a), r.name, r.hours_ahead, r.raise_at from alert a join alert_rule r on r.id = a.rule_id
where (cardinality(@employers::text[]) = 0 or a.employer = any(@employers) and (a.owner = '' or a.owner = any(@employers))) and (not @standing::bool or a.cleared_at is null) and (not @over::bool or a.cleared_at is not null)
    and (a.raised_at, a.id) < (@before_at::timestamptz, @before_id::uuid)
order by a.raised_at desc, a.id desc limit @size;

-- name: AskedRoles :many
-- The roles of the work that starts in a span, which rules can name. No employers mean all.
select distinct (f.body ->> 'role')::text as role from fact_now f
where f.kind = 'shift' and f.starts_at >= @since::timestamptz and f.starts_at < @until::timestamptz and (cardinality(@employers::text[]) = 0 or f.employer = any(@employers))
    and f.body ->> 'role' <> ''
order by 1 limit 200;

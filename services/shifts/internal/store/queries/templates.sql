-- name: GetTemplate :one
select * from ward_templates where id = @id;

-- name: ListTemplates :many
select * from ward_templates
where employer = any(@employers::text[]) and removed_at is null
  and (sqlc.narg(ward)::text is null or ward = sqlc.narg(ward))
order by ward, name, id
limit @max_rows;

-- name: InsertTemplate :exec
insert into ward_templates (id, employer, name, site, ward, staff_group, role, band, starts, ends, break_minutes, reason, cost_code,
                            rate_pence, requirements, booking_mode, fallback_band, version)
values (@id, @employer, @name, @site, @ward, @staff_group, @role, @band, @starts, @ends, @break_minutes, @reason, @cost_code,
        @rate_pence, @requirements, @booking_mode, @fallback_band, @version);

-- name: SaveTemplate :execrows
-- No row: another writer made the next version first.
update ward_templates
set name = @name, site = @site, ward = @ward, staff_group = @staff_group, role = @role, band = @band, starts = @starts, ends = @ends,
    break_minutes = @break_minutes, reason = @reason, cost_code = @cost_code, rate_pence = @rate_pence, requirements = @requirements,
    booking_mode = @booking_mode, fallback_band = @fallback_band, removed_at = sqlc.narg(removed_at), version = @version
where id = @id and version + 1 = @version;

-- name: KnownWork :many
select distinct k.site, k.ward, k.role from (
    select t.site, t.ward, t.role from ward_templates t where t.employer = @employer and t.removed_at is null
    union all
    select s.site, s.ward, s.role from shifts s where s.employer = @employer and s.starts_at > @after::timestamptz
) k
order by k.site, k.ward, k.role;

-- name: KnownNeeds :many
select t.requirements from ward_templates t where t.employer = @employer and t.removed_at is null;

-- name: GetPolicy :one
select body, version from policies where employer = @employer and kind = @kind;

-- name: InsertPolicy :execrows
-- No row: somebody made the first version before.
insert into policies (employer, kind, body, changed_at, version) values (@employer, @kind, @body, @changed_at, 1)
on conflict do nothing;

-- name: SavePolicy :execrows
-- No row: another writer made the next version first.
update policies set body = @body, changed_at = @changed_at, version = @version
where employer = @employer and kind = @kind and version + 1 = @version;

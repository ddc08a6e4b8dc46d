-- name: ListEmployers :many
-- All of them, or those with the codes.
select * from employers where sqlc.narg('codes')::text[] is null or ods = any(sqlc.narg('codes')::text[]) order by ods;

-- name: ListMemberships :many
select employer, ics, since, until from memberships
where sqlc.narg('codes')::text[] is null or employer = any(sqlc.narg('codes')::text[]) order by employer, since, id;

-- name: AddEmployer :exec
insert into employers (ods, name, kind, version, closed_at, succeeded_by)
values (@ods, @name, @kind, @version, @closed_at, @succeeded_by);

-- name: SaveEmployer :exec
update employers set name = @name, kind = @kind, version = @version, closed_at = @closed_at, succeeded_by = @succeeded_by
where ods = @ods;

-- name: DropMemberships :exec
delete from memberships where employer = @employer;

-- name: AddMembership :exec
insert into memberships (employer, ics, since, until) values (@employer, @ics, @since, @until);

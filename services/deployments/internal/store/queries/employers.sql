-- name: FindEmployer :one
-- The membership shown is the one that the employer was registered with.
select e.ods, e.name, e.kind, e.version, m.ics, m.since
from employers e join lateral (
  select ics, since from memberships where employer = e.ods order by id limit 1) m on true
where e.ods = @ods;

-- name: ListEmployers :many
select e.ods, e.name, e.kind, e.version, m.ics, m.since
from employers e join lateral (
  select ics, since from memberships where employer = e.ods order by id limit 1) m on true
order by e.ods;

-- name: AddEmployer :exec
insert into employers (ods, name, kind, version) values (@ods, @name, @kind, @version);

-- name: AddMembership :exec
insert into memberships (employer, ics, since) values (@employer, @ics, @since);

-- name: AddMutualAid :exec
insert into mutual_aids (id, version, agreement_id, agreement_terms, parties, why, note, opened_by, opened_at, closes_at, status)
values (@id, @version, @agreement_id, @agreement_terms, @parties, @why, @note, @opened_by, @opened_at, @closes_at, 'active');

-- name: AddMutualAidShift :exec
insert into mutual_aid_shifts (mutual_aid_id, shift_id, host, site, staff_group, band, starts_at, ends_at, during)
values (@mutual_aid_id, @shift_id, @host, @site, @staff_group, @band, @starts_at, @ends_at,
  tstzrange(@opened_at::timestamptz, @closes_at::timestamptz));

-- name: SaveMutualAid :exec
update mutual_aids set version = @version, status = @status, ended_at = @ended_at, ended_by = @ended_by where id = @id;

-- name: EndMutualAidShifts :exec
update mutual_aid_shifts set during = tstzrange(lower(during), @ended_at::timestamptz)
where mutual_aid_id = @mutual_aid_id and lower(during) <= @ended_at::timestamptz;

-- name: GetMutualAid :one
select * from mutual_aids where id = @id;

-- name: LockMutualAid :one
select * from mutual_aids where id = @id for update;

-- name: ListMutualAids :many
-- Newest first; party limits it to those that an employer takes part in.
select * from mutual_aids
where (sqlc.narg('employers')::text[] is null or parties && sqlc.narg('employers')::text[])
  and (sqlc.narg('before_at')::timestamptz is null
       or (opened_at, id) < (sqlc.narg('before_at')::timestamptz, sqlc.narg('before_id')::uuid))
order by opened_at desc, id desc
limit @most;

-- name: ShiftsOfMutualAids :many
select * from mutual_aid_shifts where mutual_aid_id = any(@mutual_aids::uuid[]) order by mutual_aid_id, starts_at, shift_id;

-- name: MutualAidsToEnd :many
-- Those whose moment has come by the database's clock, or the moment that a history is written at, and those whose
-- agreement has ended first.
select m.id, (m.closes_at > coalesce(sqlc.narg('at')::timestamptz, clock_timestamp()))::bool as early,
       coalesce(sqlc.narg('at')::timestamptz, clock_timestamp())::timestamptz as due
from mutual_aids m join agreements a on a.id = m.agreement_id
where m.status = 'active' and (m.closes_at <= coalesce(sqlc.narg('at')::timestamptz, clock_timestamp()) or a.status = 'ended')
order by m.closes_at, m.id
limit 100;

-- name: MutualAidOfShift :one
-- The mutual aid under which a shift was open at a moment, held shared until the answer is committed.
select m.* from mutual_aids m join mutual_aid_shifts s on s.mutual_aid_id = m.id
where s.shift_id = @shift_id and s.during @> @asked_at::timestamptz
for share of m;

-- name: PutPassport :execrows
-- The newest version wins, in whatever order it is heard of.
insert into passports as p (worker_id, version, rank, home_employer, status, state)
values (@worker_id, @version, @rank, @home_employer, @status, @state)
on conflict (worker_id) do update
set version = excluded.version, rank = excluded.rank, home_employer = excluded.home_employer, status = excluded.status,
    state = excluded.state, heard_at = clock_timestamp()
where (p.version, p.rank) < (excluded.version, excluded.rank);

-- name: PassportOf :one
select version, state from passports where worker_id = @worker_id;

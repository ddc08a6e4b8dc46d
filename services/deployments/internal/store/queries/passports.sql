-- name: PutPassport :execrows
-- The newest version wins, in whatever order it is heard of.
insert into passports as p (worker_id, version, rank, home_employer, status, state)
values (@worker_id, @version, @rank, @home_employer, @status, @state)
on conflict (worker_id) do update
set version = excluded.version, rank = excluded.rank, home_employer = excluded.home_employer, status = excluded.status,
    state = excluded.state, heard_at = clock_timestamp()
where (p.version, p.rank) < (excluded.version, excluded.rank);

-- name: PutHostCheck :exec
insert into host_checks (check_id, worker_id, host, type, outcome, checked_on, valid_until, supersedes)
values (@check_id, @worker_id, @host, @type, @outcome, @checked_on, @valid_until, @supersedes)
on conflict (check_id) do nothing;

-- name: AroundPlacement :one
-- What is known of the worker, the host's own checks that no other took the place of, the newest first, and what the two
-- employers are called, by which codes agreements may name them, and when they close with nobody to follow them.
select p.version, p.state,
  (select coalesce(jsonb_agg(jsonb_build_object('type', c.type, 'outcome', c.outcome, 'checked_on', c.checked_on, 'valid_until', c.valid_until)
          order by c.checked_on desc, c.check_id desc), '[]') from host_checks c
   where c.worker_id = @worker_id and c.host = any(aliases(@host, @starts_at))
     and not exists (select from host_checks later where later.supersedes = c.check_id))::jsonb as host_checks,
  (select coalesce(jsonb_object_agg(e.ods, e.name), '{}') from employers e where e.ods in (@home::text, @host))::jsonb as names,
  aliases(@home, @starts_at)::text[] as home_codes, aliases(@host, @starts_at)::text[] as host_codes,
  (select e.closed_at from employers e where e.ods = @home and e.succeeded_by is null) as home_closes,
  (select e.closed_at from employers e where e.ods = @host and e.succeeded_by is null) as host_closes
from (values (1)) one left join passports p on p.worker_id = @worker_id;

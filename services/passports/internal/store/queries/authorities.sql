-- name: KeepAuthority :execrows
insert into deployment_authorities (deployment_id, worker_id, version, authorised, ends_at, state) values ($1, $2, $3, $4, $5, $6)
on conflict (deployment_id) do update set version = excluded.version, authorised = excluded.authorised, ends_at = excluded.ends_at, state = excluded.state
where deployment_authorities.version < excluded.version;

-- name: AuthoritiesOf :many
-- Those that stand, with what was last heard of their agreements.
select d.deployment_id, d.state, coalesce(a.state->>'model', '')::text as model, coalesce(a.state->>'indemnity', '')::text as indemnity
from deployment_authorities d left join agreements a on a.id::text = d.state->>'agreement_id'
where d.worker_id = @worker_id and d.authorised and d.ends_at > @now::timestamptz order by d.ends_at, d.deployment_id limit 50;

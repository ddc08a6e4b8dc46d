-- name: PutHostEvidence :exec
insert into host_evidence as h (employer, version, body) values (@employer, @version, @body)
on conflict (employer) do update set version = excluded.version, body = excluded.body, heard_at = clock_timestamp()
where h.version < excluded.version;

-- name: PutRegisterReading :exec
insert into register_readings as r (employer, register, read_at) values (@employer, @register, @read_at)
on conflict (employer, register) do update set read_at = excluded.read_at, heard_at = clock_timestamp()
where r.read_at < excluded.read_at;

-- name: PutOverride :exec
insert into granted_overrides as o (id, version, worker_id, shift_id, requirement, code, state, expires_at)
values (@id, @version, @worker_id, @shift_id, @requirement, @code, @state, @expires_at)
on conflict (id) do update set version = excluded.version, state = excluded.state, expires_at = excluded.expires_at, heard_at = clock_timestamp()
where o.version < excluded.version;

-- name: PutMutualAid :execrows
insert into mutual_aids as m (id, version, agreement_id, parties, shifts, closes_at)
values (@id, @version, @agreement_id, @parties, @shifts, @closes_at)
on conflict (id) do update set version = excluded.version, closes_at = excluded.closes_at, heard_at = clock_timestamp()
where m.version < excluded.version;

-- name: PutHostCheck :exec
insert into host_checks (check_id, worker_id, host, type, outcome, checked_on, valid_until, supersedes)
values (@check_id, @worker_id, @host, @type, @outcome, @checked_on, sqlc.narg(valid_until), sqlc.narg(supersedes))
on conflict (check_id) do nothing;

-- name: GivenByAgreements :many
select worker_id, agreement_id::uuid as agreement_id, host_employer, starts_at from bookings
where worker_id = any(@workers::uuid[]) and starts_at > @after::timestamptz and agreement_id is not null
  and status not in ('refused', 'hold_expired', 'withdrawn', 'cancelled', 'revoked', 'did_not_attend');

-- name: EvidenceFacts :one
-- What all hosts ask and when all registers were read: a few rows an employer, in one round trip; and what was granted for
-- the workers named.
select coalesce((select jsonb_object_agg(h.employer, h.body) from host_evidence h), '{}')::jsonb as hosts,
       coalesce((select jsonb_agg(jsonb_build_object('employer', r.employer, 'register', r.register, 'read_at', r.read_at)) from register_readings r), '[]')::jsonb as readings,
       coalesce((select jsonb_agg(jsonb_build_object('worker_id', o.worker_id, 'shift_id', o.shift_id, 'requirement', o.requirement, 'code', o.code, 'expires_at', o.expires_at))
           from granted_overrides o where o.worker_id = any(@workers::uuid[]) and o.state = 'granted' and o.expires_at > @now::timestamptz), '[]')::jsonb as overrides,
       coalesce((select jsonb_agg(jsonb_build_object('agreement', m.agreement_id, 'parties', m.parties, 'shifts', m.shifts, 'until', m.closes_at))
           from mutual_aids m where m.closes_at > @now::timestamptz), '[]')::jsonb as aids,
       coalesce((select jsonb_agg(jsonb_build_object('worker_id', c.worker_id, 'host', c.host, 'type', c.type, 'outcome', c.outcome, 'valid_until', c.valid_until)
               order by c.checked_on desc, c.check_id desc)
           from host_checks c where c.worker_id = any(@workers::uuid[])
             and not exists (select from host_checks later where later.supersedes = c.check_id)), '[]')::jsonb as host_checks,
       coalesce((select jsonb_object_agg(e.ods, e.name) from employers e), '{}')::jsonb as names;

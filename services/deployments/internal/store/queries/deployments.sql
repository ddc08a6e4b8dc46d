-- name: LockWords :exec
-- One at a time for the same words until the transaction ends.
select pg_advisory_xact_lock(hashtextextended(@words::text, 0));

-- name: BookingAnswered :one
-- True when the booking has its answer, or has ended before it was asked about.
select (exists (select 1 from deployments d where d.booking_id = @booking_id)
     or exists (select 1 from booking_ends e where e.booking_id = @booking_id))::bool as answered;

-- name: StartsOfWorker :many
-- The worker's deployments between two moments, but the one of a booking.
select agreement_id, host, starts_at from deployments
where worker_id = @worker_id and status = 'authorised' and booking_id <> @booking_id
  and starts_at > @after::timestamptz and starts_at < @before::timestamptz;

-- name: AddDeployment :exec
insert into deployments (id, version, booking_id, shift_id, worker_id, home, host, site, staff_group, band, epp, children,
  starts_at, ends_at, status, agreement_id, agreement_terms, mutual_aid_id, reasons, decided_at)
values (@id, @version, @booking_id, @shift_id, @worker_id, @home, @host, @site, @staff_group, @band, @epp, @children,
  @starts_at, @ends_at, @status, @agreement_id, @agreement_terms, sqlc.narg('mutual_aid_id'), @reasons, @decided_at);

-- name: SaveDeployment :exec
update deployments set version = @version, status = @status, reasons = @reasons, ended_at = @ended_at where id = @id;

-- name: LockDeploymentOfBooking :one
select * from deployments where booking_id = @booking_id for update;

-- name: LockDeployment :one
select * from deployments where id = @id for update;

-- name: WorkerOfDeployment :one
select worker_id from deployments where id = @id;

-- name: ComingOfWorker :many
select id from deployments
where worker_id = @worker_id and status = 'authorised' and starts_at > @now::timestamptz
order by starts_at, id;

-- name: ShareAgreement :exec
-- Held shared until the review is committed, and locked before its versions are read: what is joined to a row while waiting
-- for it is of before the wait.
select id from agreements where id = @id for share;

-- name: DecidingVersions :many
-- Every version of the agreement that has decided.
select sqlc.embed(a), sqlc.embed(v) from agreements a
join agreement_versions v on v.agreement_id = a.id and v.in_force_at is not null
where a.id = @id
order by v.terms;

-- name: MarkReviewed :exec
-- The deployment was judged under the version that decides now: it need not be judged again for that.
insert into deployment_reviews (deployment_id, terms) values (@deployment_id, @terms) on conflict do nothing;

-- name: AddAuthorisation :exec
insert into authorisations (deployment_id, version, engine, cause, inputs, digest, answer, decided_at)
values (@deployment_id, @version, @engine, @cause, @inputs, @digest, @answer, @decided_at);

-- name: GetDeployment :one
select * from deployments where id = @id;

-- name: AuthorisationsOf :many
select * from authorisations where deployment_id = @deployment_id order by version;

-- name: RememberBookingEnd :exec
insert into booking_ends (booking_id, ended_as) values (@booking_id, @ended_as) on conflict do nothing;

-- name: UncoveredDeployments :many
-- Authorised, still to start, by a version that says revoke, and perhaps no longer covered: the agreement or the part of
-- one of the two ends before the shift does, or another version decides when it starts and has not been asked. The latest
-- come first: where a new version leaves fewer days, the next shifts keep theirs.
select d.id from deployments d
join agreements a on a.id = d.agreement_id
join agreement_versions v on v.agreement_id = a.id and v.terms = d.agreement_terms
where d.status = 'authorised' and v.at_end = 'revoke' and d.starts_at > @now::timestamptz
  and (a.ends_at < d.ends_at
    or exists (select from agreement_parties p where p.agreement_id = a.id and p.terms = a.terms
               and p.employer = any(aliases(d.home, d.starts_at) || aliases(d.host, d.starts_at)) and p.exits_at < d.ends_at)
    or (v.superseded_at <= d.starts_at
      and not exists (select from deployment_reviews r where r.deployment_id = d.id and r.terms = a.terms)))
order by d.starts_at desc, d.id desc
limit 100;

-- name: ListDeployments :many
-- Keyset pages by start and id, earliest first.
select * from deployments
where (sqlc.narg('employers')::text[] is null or home = any(sqlc.narg('employers')::text[]) or host = any(sqlc.narg('employers')::text[]))
  and (sqlc.narg('booking_id')::uuid is null or booking_id = sqlc.narg('booking_id'))
  and (sqlc.narg('worker_id')::uuid is null or worker_id = sqlc.narg('worker_id'))
  and (sqlc.narg('status')::text is null or status = sqlc.narg('status'))
  and (sqlc.narg('ends_after')::timestamptz is null or ends_at > sqlc.narg('ends_after'))
  and (sqlc.narg('after_start')::timestamptz is null
       or (starts_at, id) > (sqlc.narg('after_start')::timestamptz, sqlc.narg('after_id')::uuid))
order by starts_at, id
limit @most;

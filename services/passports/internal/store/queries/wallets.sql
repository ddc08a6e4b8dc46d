-- name: InsertOffer :exec
insert into credential_offers (id, worker_id, employer, configurations, status, version, offered_at, expires_at)
values ($1, $2, $3, $4, 'offered', 1, $5, $6);

-- name: LockOffer :one
select * from credential_offers where id = $1 for update;

-- name: LockOfferByCode :one
-- Two wallets with one code wait for each other here; the second finds the code gone.
select * from credential_offers where code_digest = @digest for update;

-- name: OfferOfToken :one
select o.* from credential_offers o join wallet_tokens t on t.offer_id = o.id
where t.digest = @digest and t.expires_at > @now::timestamptz;

-- name: OffersOfWorker :many
select * from credential_offers where worker_id = $1 order by offered_at desc, id desc limit 50;

-- name: UpdateOffer :exec
update credential_offers set status = $2, wallet = $3, reason = $4, tries = $5, version = $6,
  code_digest = $7, code_sealed = $8, code_until = $9 where id = $1;

-- name: InsertWalletToken :exec
insert into wallet_tokens (digest, offer_id, expires_at) values ($1, $2, $3);

-- name: InsertNonce :exec
insert into wallet_nonces (digest, purpose, expires_at) values ($1, $2, $3);

-- name: SpendNonce :execrows
-- Whoever deletes the row has the nonce; everybody else gets no row.
delete from wallet_nonces where digest = @digest and purpose = @purpose and expires_at > @now::timestamptz;

-- name: InsertPresentationRequest :exec
insert into presentation_requests (id, receiver, purpose, query, nonce, state, status, version, requested_by, requested_at, expires_at)
values ($1, $2, $3, $4, $5, $6, 'requested', 1, $7, $8, $9);

-- name: GetPresentationRequest :one
select * from presentation_requests where id = $1;

-- name: LockPresentationRequest :one
-- Two answers to one request wait for each other here; the second finds it answered.
select * from presentation_requests where id = $1 for update;

-- name: AnswerPresentationRequest :exec
update presentation_requests set status = $2, version = 2, answered_at = $3, worker_id = $4, reason = $5, receipt = $6,
  kek = $7, wrapped = $8, sealed = $9 where id = $1;

-- name: PresentationRequestsOf :many
-- One page by keyset, newest first.
select * from presentation_requests where receiver = $1 and id < $2 order by id desc limit $3;

-- name: PresentationsOfWorker :many
select * from presentation_requests where worker_id = $1 order by answered_at desc limit 200;

-- name: InsertDoorCode :exec
insert into door_codes (digest, worker_id, made_at, expires_at) values ($1, $2, $3, $4);

-- name: WorkerOfDoorCode :one
select worker_id from door_codes where digest = @digest and expires_at > @now::timestamptz;

-- name: BookingsAround :many
-- What a worker is booked for now or next, for the door: confirmed and not over.
select * from reliances where worker_id = $1 and state = 'confirmed' and ends_at > @now::timestamptz
order by starts_at, booking_id limit 5;

-- name: ForgetSpent :exec
-- By database time: what nobody can use any more.
with nonces as (delete from wallet_nonces where expires_at < clock_timestamp() - interval '1 hour'),
     tokens as (delete from wallet_tokens where expires_at < clock_timestamp() - interval '1 hour')
delete from door_codes where expires_at < clock_timestamp() - interval '1 hour';

-- name: ForgetShown :execrows
-- The dispute window is over: the values go, the receipt stays.
update presentation_requests set kek = null, wrapped = null, sealed = null
where sealed is not null and answered_at < @before::timestamptz;

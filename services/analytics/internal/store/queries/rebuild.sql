-- name: LockTwin :one
-- One rebuild at a time, for as long as the session lasts.
select pg_try_advisory_lock(hashtext('analytics.rebuild')) as got;

-- name: UnlockTwin :exec
select pg_advisory_unlock(hashtext('analytics.rebuild'));

-- name: ClearRebuiltFacts :exec
select clear_twin();

-- name: KeepRebuiltFacts :copyfrom
insert into rebuilt_fact (kind, id, version, producer, employer, staff_group, starts_at, body, stream_seq)
values (@kind, @id, @version, @producer, @employer, @staff_group, @starts_at, @body, @stream_seq);

-- name: OrderRebuiltFacts :exec
select order_twin();

-- name: SetRebuiltPosition :exec
insert into rebuilt_position (producer, first_seq, stream_seq, newest_event_at)
values (@producer, @first_seq, @stream_seq, @newest_event_at);

-- name: CountRebuilt :one
select count(*) as n from (select distinct kind, id from rebuilt_fact) things;

-- name: RebuiltPositions :one
select count(*) as n from rebuilt_position;

-- name: RebuiltPage :many
-- All rebuilt facts in canonical order, page by page.
select distinct on (kind, id) kind, id, version, producer, body, stream_seq from rebuilt_fact
where (kind, id) > (@after_kind::text, @after_id::text) order by kind, id, version desc, stream_seq limit @size;

-- name: LockProjection :exec
-- No batch applies while the rows are being replaced.
select producer from progress order by producer for update;

-- name: DropReplacedFacts :exec
-- Rows from further on in the stream than the rebuild has read are newer than anything it can put in their place.
delete from fact_now f using rebuilt_position p
where p.producer = f.producer and f.stream_seq <= p.stream_seq
    and (f.stream_seq >= p.first_seq or p.first_seq <= 1
        or exists (select 1 from rebuilt_fact r where r.kind = f.kind and r.id = f.id));

-- name: TakeRebuiltFacts :exec
insert into fact_now (kind, id, version, producer, employer, staff_group, starts_at, body, stream_seq)
select distinct on (kind, id) kind, id, version, producer, employer, staff_group, starts_at, body::json, stream_seq from rebuilt_fact
order by kind, id, version desc, stream_seq
on conflict (kind, id) do nothing;

-- name: BeginEpoch :exec
-- Tells every reader to load the rows again, and counts the events that the new rows stand for.
update progress p set epoch = p.epoch + 1,
    stream_seq = greatest(p.stream_seq, r.stream_seq), newest_event_at = greatest(p.newest_event_at, r.newest_event_at),
    events = (select coalesce(sum(f.version), 0) from fact_now f where f.producer = p.producer)
from rebuilt_position r where r.producer = p.producer;

-- name: BePatient :exec
-- For the rest of the transaction: the limits that keep a service quick are not made for millions of rows.
select set_config('statement_timeout', '0', true), set_config('idle_in_transaction_session_timeout', '0', true), set_config('lock_timeout', '60s', true);

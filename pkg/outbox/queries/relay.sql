-- name: TryLock :one
-- A lock of the session: one replica sweeps, the others need not.
select pg_try_advisory_lock(@key::bigint);

-- name: Lock :exec
-- Repair excludes marking, in every replica, until Unlock.
select pg_advisory_lock(@key::bigint);

-- name: Unlock :exec
select pg_advisory_unlock(@key::bigint);

-- name: LockSharedInTx :exec
-- Marking in all replicas goes on side by side and stands still for a repair.
select pg_advisory_xact_lock_shared(@key::bigint);

-- name: RelayState :one
select stream_epoch, last_seq, generation from relay_state where stream = @stream;

-- name: HighestSent :one
select coalesce(max(stream_seq), 0)::bigint from outbox where sent_at is not null;

-- name: SetRelayState :exec
insert into relay_state (stream, stream_epoch, last_seq, generation)
values (@stream, @stream_epoch, @last_seq, @generation)
on conflict (stream) do update
set stream_epoch = excluded.stream_epoch, last_seq = excluded.last_seq, generation = excluded.generation;

-- name: RaiseLastSeq :execrows
-- No row: another replica has repaired since, and these acknowledgements prove nothing any more.
update relay_state set last_seq = greatest(last_seq, @last_seq::bigint)
where stream = @stream and generation = @generation;

-- name: LowestConflict :one
-- A sequence that another row has already means that the stream went back in between. 0 is none.
select coalesce(min(other.stream_seq), 0)::bigint
from (select unnest(@ids::uuid[]) as id, unnest(@seqs::bigint[]) as seq) m
cross join lateral (
    select o.stream_seq from outbox o
    where o.stream_seq = m.seq and o.sent_at is not null and o.event_id <> m.id
    limit 1 -- one look into the index for each mark, however large the table
) other;

-- name: MarkSent :execrows
update outbox o
set sent_at = clock_timestamp(), stream_epoch = @stream_epoch::timestamptz, stream_seq = m.seq
from (select unnest(@ids::uuid[]) as id, unnest(@seqs::bigint[]) as seq) m
where o.event_id = m.id and o.sent_at is null;

-- name: Unsent :many
-- Rows that direct publishing left behind, oldest first, by the database's clock.
select event_id, body from outbox
where sent_at is null and created_at < clock_timestamp() - @older_than::interval
order by created_at
limit @max_rows;

-- name: UnsendFrom :execrows
-- Rows whose sequence the stream no longer has, in batches, since 35 days of them outlast a statement.
update outbox set sent_at = null, stream_epoch = null, stream_seq = null
where event_id in (select u.event_id from outbox u where u.sent_at is not null and u.stream_seq >= @from_seq::bigint order by u.stream_seq limit @max_rows);

-- name: OldestUnsent :one
select coalesce(extract(epoch from clock_timestamp() - min(created_at)), 0)::float8 from outbox where sent_at is null;

-- name: DeleteSent :execrows
delete from outbox
where event_id in (select d.event_id from outbox d
                   where d.sent_at is not null and d.created_at < clock_timestamp() - @older_than::interval limit @max_rows);

-- name: AuditRepair :exec
-- What heals itself says so.
insert into audit (entity, aggregate, version, action, actor, reason, after_hash)
values ('outbox.relay', @stream, @generation, 'relay.repair', 'system:relay', @reason::text, @after_hash);

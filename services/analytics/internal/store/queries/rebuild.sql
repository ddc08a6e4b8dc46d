-- name: ClearRebuiltFacts :exec
delete from rebuilt_fact;

-- name: ClearRebuiltPositions :exec
delete from rebuilt_position;

-- name: CopyRebuiltFacts :copyfrom
insert into rebuilt_fact (kind, id, version, producer, employer, staff_group, starts_at, body, stream_seq)
values (@kind, @id, @version, @producer, @employer, @staff_group, @starts_at, @body, @stream_seq);

-- name: SetRebuiltPosition :exec
insert into rebuilt_position (producer, first_seq, stream_seq, newest_event_at)
values (@producer, @first_seq, @stream_seq, @newest_event_at);

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
select kind, id, version, producer, employer, staff_group, starts_at, body, stream_seq from rebuilt_fact
on conflict (kind, id) do nothing;

-- name: BeginEpoch :exec
-- Tells every reader to load the rows again, and counts the events that the new rows stand for.
update progress p set epoch = p.epoch + 1,
    stream_seq = greatest(p.stream_seq, r.stream_seq), newest_event_at = greatest(p.newest_event_at, r.newest_event_at),
    events = (select coalesce(sum(f.version), 0) from fact_now f where f.producer = p.producer)
from rebuilt_position r where r.producer = p.producer;

-- name: Once :execrows
insert into inbox (consumer, event_id) values (@consumer, @event_id) on conflict do nothing;

-- name: DeleteApplied :execrows
delete from inbox
where (consumer, event_id) in (select d.consumer, d.event_id from inbox d
                               where d.applied_at < clock_timestamp() - @older_than::interval limit @max_rows);

-- name: PutDead :exec
insert into inbox_dead (consumer, subject, stream_seq, headers, body, reason, tries)
values (@consumer, @subject, @stream_seq, @headers, @body, @reason, @tries);

-- name: ListDead :many
select * from inbox_dead where redriven_at is null order by id limit @max_rows;

-- name: CountDead :one
select count(*) from inbox_dead where redriven_at is null;

-- name: MarkRedriven :execrows
update inbox_dead set redriven_at = clock_timestamp() where id = @id and redriven_at is null;

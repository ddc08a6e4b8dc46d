-- name: AddRegisterFile :exec
insert into register_files (id, kind, joins_at, rows, sent_by, sent_at) values (@id, @kind, @joins_at, @rows, @sent_by, @sent_at);

-- name: GetRegisterFile :one
select * from register_files where id = @id;

-- name: ListRegisterFiles :many
select id, kind, joins_at, sent_by, sent_at, applied_by, applied_at, outcome from register_files order by sent_at desc, id limit @most;

-- name: FinishRegisterFile :exec
update register_files set applied_by = @applied_by, applied_at = @applied_at, outcome = @outcome where id = @id;

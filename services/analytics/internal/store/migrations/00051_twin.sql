-- +goose Up
-- The twin of a rebuild is made from the streams whenever it is wanted: it needs neither the write-ahead log nor more than
-- its key. A crash empties both tables, and a twin without a position is none.
alter table rebuilt_fact set unlogged;
alter table rebuilt_position set unlogged;
-- +goose StatementBegin
do $$
declare i record;
begin
    for i in select c.relname from pg_index x join pg_class c on c.oid = x.indexrelid
        where x.indrelid = 'rebuilt_fact'::regclass and not x.indisprimary
    loop
        execute format('drop index %I', i.relname);
    end loop;
end $$;
-- +goose StatementEnd

-- Emptying costs nothing this way, and whoever works with the rows may do no more than that.
-- +goose StatementBegin
create function clear_twin() returns void language sql security definer set search_path from current
    as $$ truncate rebuilt_fact, rebuilt_position $$;
-- +goose StatementEnd

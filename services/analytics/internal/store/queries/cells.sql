-- name: LockCells :exec
-- One publisher at a time: the order of cell_change.n is then the order of commits, so that it serves as a cursor.
select pg_advisory_xact_lock(hashtext('analytics.cells'));

-- name: PublishCells :many
insert into cell as c (cell, version, employer, staff_group, span, own_min, collab_min, framework_min, off_min, unfilled_min,
    own_n, collab_n, framework_n, off_n, unfilled_n, withdrawn_n, worked_own_min, worked_collab_min, silent, watermark, as_of, read_to)
select unnest(@cells::text[]), 1, unnest(@employers::text[]), unnest(@staff_groups::text[]), unnest(@spans::text[]),
    unnest(@own_min::bigint[]), unnest(@collab_min::bigint[]), unnest(@framework_min::bigint[]), unnest(@off_min::bigint[]),
    unnest(@unfilled_min::bigint[]), unnest(@own_n::bigint[]), unnest(@collab_n::bigint[]), unnest(@framework_n::bigint[]),
    unnest(@off_n::bigint[]), unnest(@unfilled_n::bigint[]), unnest(@withdrawn_n::bigint[]),
    unnest(@worked_own_min::bigint[]), unnest(@worked_collab_min::bigint[]), unnest(@silent::boolean[]),
    @watermark::timestamptz, @as_of::timestamptz, @read_to::bigint
on conflict (cell) do update set version = c.version + 1, own_min = excluded.own_min, collab_min = excluded.collab_min,
    framework_min = excluded.framework_min, off_min = excluded.off_min, unfilled_min = excluded.unfilled_min,
    own_n = excluded.own_n, collab_n = excluded.collab_n, framework_n = excluded.framework_n, off_n = excluded.off_n,
    unfilled_n = excluded.unfilled_n, withdrawn_n = excluded.withdrawn_n,
    worked_own_min = excluded.worked_own_min, worked_collab_min = excluded.worked_collab_min, silent = excluded.silent, watermark = excluded.watermark,
    as_of = excluded.as_of, read_to = excluded.read_to
where c.read_to <= excluded.read_to
    and (c.own_min, c.collab_min, c.framework_min, c.off_min, c.unfilled_min, c.own_n, c.collab_n, c.framework_n, c.off_n,
        c.unfilled_n, c.withdrawn_n, c.worked_own_min, c.worked_collab_min, c.silent)
    is distinct from (excluded.own_min, excluded.collab_min, excluded.framework_min, excluded.off_min, excluded.unfilled_min,
        excluded.own_n, excluded.collab_n, excluded.framework_n, excluded.off_n, excluded.unfilled_n, excluded.withdrawn_n,
        excluded.worked_own_min, excluded.worked_collab_min, excluded.silent)
returning cell, version;

-- name: AddChanges :exec
-- What stands beside the figures is of no cell.
insert into cell_change (cell, body) select unnest(@cells::text[]), unnest(@bodies::jsonb[]);

-- name: TrimChanges :exec
delete from cell_change where n <= (select max(n) from cell_change) - @keep::bigint;

-- name: ChangesAfter :many
select n, cell, body from cell_change where n > @after order by n;

-- name: OldestChange :one
select coalesce(min(n), 0)::bigint as n from cell_change;

-- name: PublishedCells :many
select employer, staff_group, span, own_min, collab_min, framework_min, off_min, unfilled_min, own_n, collab_n, framework_n,
    off_n, unfilled_n, withdrawn_n, worked_own_min, worked_collab_min, silent
from cell;

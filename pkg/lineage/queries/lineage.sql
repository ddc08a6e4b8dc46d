-- name: Put :execrows
insert into lineage as l (ods, version, state) values (@ods, @version, @state)
on conflict (ods) do update set version = excluded.version, state = excluded.state where l.version < excluded.version;

-- name: Followed :many
-- Nothing where nobody follows anybody, which is nearly always; else all employers.
select state from lineage
where exists (select from lineage f where f.state ->> 'succeeded_by' <> '')
order by ods;

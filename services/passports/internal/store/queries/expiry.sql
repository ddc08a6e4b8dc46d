-- name: ExpiriesToTell :many
-- What runs out within 90 days and was not yet told at the number of days that is reached now, nor nearer its end.
select d.worker_id, d.home_employer, d.kind, d.code, d.level, d.due_at::timestamptz as due_at, b.days::int as days
from evidence_due d
cross join lateral (
  select case when d.due_at <= @in7::timestamptz then 7 when d.due_at <= @in28::timestamptz then 28 when d.due_at <= @in60::timestamptz then 60 else 90 end as days
) b
where d.state = 'held' and d.due_at > @now::timestamptz and d.due_at <= @in90::timestamptz
  and exists (select 1 from engagements e where e.worker_id = d.worker_id and (e.until_at is null or e.until_at > @now::timestamptz))
  and not exists (
    select 1 from expiry_notices n
    where n.worker_id = d.worker_id and n.kind = d.kind and n.code = d.code and n.due_at = d.due_at and n.days <= b.days)
order by d.due_at, d.worker_id, d.kind, d.code
limit @page;

-- name: InsertExpiryNotice :execrows
-- 0 rows: another replica has told it.
insert into expiry_notices (id, worker_id, kind, code, due_at, days, told_at) values ($1, $2, $3, $4, $5, $6, $7)
on conflict (worker_id, kind, code, due_at, days) do nothing;

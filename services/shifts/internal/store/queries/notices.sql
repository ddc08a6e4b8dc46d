-- name: LockNotices :exec
-- One writer of notices at a time, so that their numbers appear in order. It is held for two statements.
select pg_advisory_xact_lock(hashtextextended('notices', 0));

-- name: PutNotices :many
-- What is told already is told again only for a shift that it does not stand for yet.
insert into notices (id, worker_id, key, kind, starts_at, shift_ids, headline, detail, link, must_acknowledge, at)
select n.id, n.worker_id, n.key, n.kind, nullif(n.starts_at, timestamptz '0001-01-01 00:00:00+00'), case when n.shift_id = '00000000-0000-0000-0000-000000000000' then '{}'::uuid[] else array[n.shift_id] end,
       n.headline, n.detail, n.link, n.must_acknowledge, n.at
from (select unnest(@ids::uuid[]) as id, unnest(@workers::uuid[]) as worker_id, unnest(@keys::text[]) as key, unnest(@kinds::text[]) as kind,
             unnest(@starts::timestamptz[]) as starts_at, unnest(@shift_ids::uuid[]) as shift_id, unnest(@headlines::text[]) as headline,
             unnest(@details::text[]) as detail, unnest(@links::text[]) as link, unnest(@acknowledge::boolean[]) as must_acknowledge,
             unnest(@ats::timestamptz[]) as at) n
on conflict (worker_id, key) do update
    set shift_ids = notices.shift_ids || excluded.shift_ids, read_at = null
    where not (notices.shift_ids @> excluded.shift_ids)
returning id, worker_id, key;

-- name: OweRings :execrows
-- A ring for each browser of each worker, after a delay; once for a notice, however many shifts it comes to stand for.
insert into push_deliveries (notice_id, subscription_id, urgent, due_at)
select r.notice_id, s.id, r.urgent, clock_timestamp() + make_interval(secs => r.delay)
from (select unnest(@notices::uuid[]) as notice_id, unnest(@workers::uuid[]) as worker_id, unnest(@urgent::boolean[]) as urgent,
             unnest(@delays::double precision[]) as delay) r
join push_subscriptions s on s.worker_id = r.worker_id
on conflict (notice_id, subscription_id) do nothing;

-- name: AlertStanding :many
-- What each worker has chosen, how many open shifts they were told of lately, and whether they know of this one.
select w.id::uuid as worker_id, s.settings,
       (select count(*) from notices n where n.worker_id = w.id and n.kind = 'open_shift' and n.at > @since) as told,
       exists (select from notices n where n.worker_id = w.id and n.at > @remembered and (n.key = @key or n.kind = 'digest' and left(@key, 5) = 'open:') and n.shift_ids @> array[@shift_id::uuid]) as known
from unnest(@workers::uuid[]) as w(id)
left join alert_settings s on s.worker_id = w.id;

-- name: NoticesOf :many
select * from notices where worker_id = @worker_id and n < @before order by n desc limit @max_rows;

-- name: NoticesAfter :many
select * from notices where worker_id = @worker_id and n > @after order by n limit @max_rows;

-- name: UnreadNotices :one
select count(*) from notices where worker_id = @worker_id and read_at is null;

-- name: ReadNotices :execrows
-- All up to a number, so that one that came since the page was shown stays unread.
update notices set read_at = @at where worker_id = @worker_id and n <= @up_to and read_at is null;

-- name: AcknowledgeNotice :execrows
update notices set acknowledged_at = coalesce(acknowledged_at, @at), read_at = coalesce(read_at, @at)
where worker_id = @worker_id and id = @id and must_acknowledge;

-- name: FreshNotices :many
-- Who has something new, for the streams of this process.
select f.worker_id, max(f.n)::bigint as n from notices f where f.n > @after group by f.worker_id;

-- name: LastNotice :one
select coalesce(max(n), 0)::bigint from notices;

-- name: TrimNotices :execrows
delete from notices where recorded_at < clock_timestamp() - @keep::interval;

-- name: GetAlertSettings :one
select settings, version from alert_settings where worker_id = @worker_id;

-- name: PutAlertSettings :execrows
-- No row: somebody has saved since this version was read.
insert into alert_settings (worker_id, settings, version) values (@worker_id, @settings, @version)
on conflict (worker_id) do update set settings = excluded.settings, version = excluded.version, changed_at = clock_timestamp()
where alert_settings.version + 1 = excluded.version;

-- name: PutPushSubscription :exec
-- A browser belongs to whoever subscribed with it last: a ward's shared phone rings for one worker only.
insert into push_subscriptions (id, worker_id, endpoint, p256dh, auth) values (@id, @worker_id, @endpoint, @p256dh, @auth)
on conflict (endpoint) do update set worker_id = excluded.worker_id, p256dh = excluded.p256dh, auth = excluded.auth;

-- name: DropOldPushSubscriptions :exec
-- The newest ten of a worker stay.
delete from push_subscriptions p where p.id in (
    select o.id from push_subscriptions o where o.worker_id = @worker_id order by o.created_at desc, o.id desc offset 10);

-- name: DeletePushSubscription :execrows
delete from push_subscriptions where worker_id = @worker_id and endpoint = @endpoint;

-- name: DueRings :many
-- Takes what is due for a minute: whoever took it and died leaves it to the next. A ring about an open shift is out of date when the
-- shift has begun or is no longer open.
update push_deliveries d
set due_at = clock_timestamp() + interval '1 minute', tries = d.tries + 1
from push_subscriptions s, notices n
where s.id = d.subscription_id and n.id = d.notice_id
  and d.id in (select id from push_deliveries where done_at is null and due_at <= clock_timestamp() order by due_at, lot limit @max_rows for update skip locked)
returning d.id, d.tries, d.urgent, d.subscription_id, s.endpoint, s.p256dh, s.auth, n.kind, n.headline, n.link,
    (n.kind in ('open_shift', 'digest') and not exists (
        select from shifts f where f.id = any(n.shift_ids) and f.status in ('open', 'held') and f.starts_at > @now::timestamptz))::boolean as out_of_date;

-- name: CloseRing :exec
update push_deliveries set outcome = @outcome, done_at = clock_timestamp() where id = @id and done_at is null;

-- name: PutOffRing :exec
update push_deliveries set due_at = clock_timestamp() + make_interval(secs => @delay) where id = @id and done_at is null;

-- name: ForgetPushSubscription :exec
delete from push_subscriptions where id = @id;

-- name: PutCalendarAddress :exec
insert into calendar_addresses (worker_id, secret_hash) values (@worker_id, @secret_hash)
on conflict (worker_id) do update set secret_hash = excluded.secret_hash, made_at = clock_timestamp();

-- name: DeleteCalendarAddress :execrows
delete from calendar_addresses where worker_id = @worker_id;

-- name: CalendarAddressOf :one
select made_at from calendar_addresses where worker_id = @worker_id;

-- name: WorkerOfCalendar :one
select worker_id from calendar_addresses where secret_hash = @secret_hash;

-- name: CalendarOf :many
-- What a worker's calendar shows: what is to come and what was or was ended since a moment.
select sqlc.embed(b), sqlc.embed(s),
       coalesce((select max(a.at) from audit a where a.entity = 'shifts.booking' and a.aggregate = b.id::text), b.recorded_at)::timestamptz as changed_at
from bookings b join shifts s on s.id = b.shift_id
where b.worker_id = @worker_id and b.confirmed_at is not null and b.ends_at > @since
order by b.starts_at, b.id
limit @max_rows;

-- name: PutNotice :exec
insert into alert_notice (event_id, alert_id, kind, owner, employer, tell, at) values (@event_id, @alert_id, @kind, @owner, @employer, @tell, @at)
on conflict do nothing;

-- name: Notices :many
-- What somebody is told, latest first, before n: the system's lead (an empty employer) of the system's rules, an employer's
-- people of what is about them, where their duties include the one that is told.
select t.n, t.kind, t.at, sqlc.embed(a), r.name, r.hours_ahead, r.raise_at
from alert_notice t join alert a on a.id = t.alert_id join alert_rule r on r.id = a.rule_id
where t.n < @before and case @employer::text when '' then t.owner = ''
    else t.employer = any(@codes::text[]) and (t.owner = '' or t.owner = any(@codes)) and (t.tell = '' or t.tell = any(@duties::text[])) end
order by t.n desc limit @size;

-- name: UnreadNotices :one
select count(*) from alert_notice t
where t.n > coalesce((select up_to from alert_read where subject = @subject), 0) and case @employer::text when '' then t.owner = ''
    else t.employer = any(@codes::text[]) and (t.owner = '' or t.owner = any(@codes)) and (t.tell = '' or t.tell = any(@duties::text[])) end;

-- name: ReadUpTo :one
select coalesce((select up_to from alert_read where subject = @subject), 0)::bigint;

-- name: MarkRead :exec
-- Up to a number that there is, so that one that came since the page was shown stays unread.
insert into alert_read (subject, up_to) values (@subject, least(@up_to::bigint, (select coalesce(max(n), 0) from alert_notice)))
on conflict (subject) do update set up_to = greatest(alert_read.up_to, excluded.up_to), at = clock_timestamp();

-- name: TrimNotices :execrows
delete from alert_notice where recorded_at < clock_timestamp() - make_interval(secs => @keep::double precision);

-- name: PutBrowser :exec
-- A browser belongs to whoever subscribed with it last.
insert into alert_browser (id, subject, employer, duties, endpoint, p256dh, auth) values (@id, @subject, @employer, @duties, @endpoint, @p256dh, @auth)
on conflict (endpoint) do update set subject = excluded.subject, employer = excluded.employer, duties = excluded.duties,
    p256dh = excluded.p256dh, auth = excluded.auth, made_at = clock_timestamp();

-- name: DropOldBrowsers :exec
-- The newest ten of a person stay.
delete from alert_browser b where b.id in (
    select o.id from alert_browser o where o.subject = @subject order by o.made_at desc, o.id desc offset 10);

-- name: DeleteBrowser :execrows
delete from alert_browser where subject = @subject and endpoint = @endpoint;

-- name: ForgetBrowser :exec
delete from alert_browser where id = @id;

-- name: Browser :one
select endpoint, p256dh, auth from alert_browser where id = @id;

-- name: TrimBrowsers :execrows
-- Whoever has not signed in and asked again for so long may have another role by now, or none.
delete from alert_browser where made_at < clock_timestamp() - make_interval(secs => @keep::double precision);

-- name: AddWebhook :exec
insert into webhook (id, version, owner, name, url, live, secret, made_at) values (@id, 1, @owner, @name, @url, @live, @secret, @made_at);

-- name: SaveWebhook :exec
update webhook set version = @version, name = @name, url = @url, live = @live, secret = @secret, old_secret = @old_secret, off_why = @off_why where id = @id;

-- name: Webhook :one
select * from webhook where id = @id;

-- name: LockWebhook :one
select * from webhook where id = @id for update;

-- name: Webhooks :many
select * from webhook where owner = any(@owners::text[]) order by owner, name, id;

-- name: CountWebhooks :one
select count(*) from webhook where owner = @owner;

-- name: OweWebhooks :exec
-- One message for each receiver that is on and may know: the system's of the system's rules, an employer's of what is about
-- it, under whichever of its codes each receiver was made. The id of a message stays the same however often it is tried.
insert into delivery (id, channel, receiver, owner, event_id, alert_id, type, body)
select gen_random_uuid(), 'webhook', w.id, w.owner, @event_id, @alert_id, @type, @body
from webhook w
where w.live and case w.owner when '' then @owner::text = '' else w.owner = any(@employers::text[]) and (@owner::text = '' or @owner = any(@employers)) and @tell::text <> 'lead' end
on conflict (receiver, event_id) do nothing;

-- name: OweBrowsers :exec
-- One message for each browser of those who are told.
insert into delivery (id, channel, receiver, owner, event_id, alert_id, type, body)
select gen_random_uuid(), 'push', b.id, b.employer, @event_id, @alert_id, @type, @body
from alert_browser b
where case b.employer when '' then @owner::text = ''
    else b.employer = any(@employers::text[]) and (@owner::text = '' or @owner = any(@employers)) and (@tell::text = '' or @tell::text = any(b.duties)) end
on conflict (receiver, event_id) do nothing;

-- name: OweOne :exec
insert into delivery (id, channel, receiver, owner, event_id, type, body) values (@id, 'webhook', @receiver, @owner, @event_id, @type, @body);

-- name: LockDue :exec
-- One taker at a time over all replicas: whoever comes next sees which receivers are being called.
select pg_advisory_xact_lock(hashtext('analytics.due'));

-- name: DueDeliveries :many
-- Takes what is due: for receivers that nobody is busy with, a few messages each, for a minute. Whoever took them and died
-- leaves them to the next. What is being closed just now is passed over.
with waiting as (
    select distinct d.receiver from delivery d left join webhook w on w.id = d.receiver
    where d.outcome is null and d.due_at <= clock_timestamp() and d.receiver <> all(@busy::uuid[]) and (d.channel = 'push' or w.live)
        and not exists (select from delivery t where t.receiver = d.receiver and t.taken_until > clock_timestamp())
    limit @receivers
), taken as (
    select x.id from waiting cross join lateral (
        select d.id from delivery d where d.receiver = waiting.receiver and d.outcome is null and d.due_at <= clock_timestamp()
        order by d.made_at, d.id limit @each for update skip locked
    ) x
), minute as materialized (select clock_timestamp() + interval '1 minute' as ends)
update delivery d set due_at = minute.ends, taken_until = minute.ends, tries = d.tries + 1
from taken, minute where d.id = taken.id
returning d.id, d.channel, d.receiver, d.type, d.body, d.tries, d.made_at, minute.ends::timestamptz as until, clock_timestamp()::timestamptz as now;

-- name: CloseDelivery :exec
-- What was delivered is, whoever has it by now.
update delivery set outcome = @outcome, status = @status, said = @said, done_at = clock_timestamp(), taken_until = null
where id = @id and outcome is null and (@outcome = 'delivered' or taken_until = @taken);

-- name: PutOffDelivery :exec
update delivery set due_at = clock_timestamp() + make_interval(secs => @delay::double precision), status = @status, said = @said, taken_until = null
where id = @id and outcome is null and taken_until = @taken;

-- name: GiveBackDelivery :exec
-- It was not tried.
update delivery set due_at = clock_timestamp(), tries = tries - 1, taken_until = null where id = @id and outcome is null and taken_until = @taken;

-- name: ResendDelivery :execrows
-- A dead letter is tried again from the beginning, under the same id.
update delivery d set outcome = null, done_at = null, tries = 0, due_at = clock_timestamp(), said = ''
where d.id = @id and d.outcome = 'dead' and d.channel = 'webhook' and d.owner = any(@owners::text[]);

-- name: Deliveries :many
-- The log, newest first. Empty means all.
select d.id, d.channel, d.receiver, d.owner, d.type, d.made_at, d.due_at, d.tries, d.status, d.said, d.outcome, d.done_at, d.alert_id,
    coalesce(w.name, '')::text as webhook_name, coalesce(a.employer, '')::text as employer, coalesce(a.staff_group, '')::text as staff_group
from delivery d left join webhook w on w.id = d.receiver left join alert a on a.id = d.alert_id
where d.owner = any(@owners::text[]) and (@receiver::text = '' or d.receiver::text = @receiver)
    and case @state::text when '' then true when 'waiting' then d.outcome is null else d.outcome = @state end
    and (d.made_at, d.id) < (@before_at::timestamptz, @before_id::uuid)
order by d.made_at desc, d.id desc limit @size;

-- name: TrimDeliveries :execrows
delete from delivery where outcome is not null and done_at < clock_timestamp() - make_interval(secs => @keep::double precision);

-- name: CountDeliveries :one
-- How many messages are dead, and how many have been tried in vain and wait.
select count(*) filter (where outcome = 'dead') as dead, count(*) filter (where outcome is null and tries > 0) as waiting
from delivery where owner = any(@owners::text[]) and (outcome = 'dead' or outcome is null);

-- name: LockWebhooks :exec
-- One addition of an owner at a time, so that the count holds.
select pg_advisory_xact_lock(hashtext('analytics.webhooks ' || @owner::text));

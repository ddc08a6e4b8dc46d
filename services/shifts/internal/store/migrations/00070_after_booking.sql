-- +goose Up

-- Once a worker who had the shift did not come, an open shift can be taken until then although it has started.
alter table shifts add column refill_until timestamptz;
alter table shifts add constraint shift_refill check (refill_until is null or (refill_until >= starts_at and refill_until <= ends_at));

-- What happens from the check-in on. Worked hours, a dispute and the consequence of an end are documents of the domain;
-- what is searched and what must hold stands in columns made of them.
alter table bookings
    add column started_at     timestamptz,
    add column started_by     text check (started_by in ('worker', 'ward')),
    add column late_minutes   integer not null default 0 check (late_minutes >= 0),
    add column left_at        timestamptz,
    add column sent_home      boolean not null default false,
    add column sheet          jsonb,
    add column dispute        jsonb,
    add column consequence    jsonb,
    add column approved_pence bigint not null default 0 check (approved_pence >= 0),
    add column sheet_status   text    generated always as (sheet ->> 'status') stored,
    add column dispute_waits  boolean generated always as (dispute is not null and not dispute ? 'answered_at') stored,
    add column notice_band    text    generated always as (consequence ->> 'band') stored,
    add column strike         text    generated always as (case when consequence ->> 'strike' = 'true' then consequence ->> 'code' end) stored;

alter table bookings
    add constraint booking_started check ((started_at is null) = (started_by is null) and (status <> 'started' or started_at is not null)),
    add constraint booking_left check (left_at is null or started_at is not null),
    add constraint booking_sheet check ((sheet is not null) = (status = 'worked')
        and (sheet is null or sheet_status in ('submitted', 'amended', 'disputed', 'approved')));

create index bookings_hours on bookings (host_employer, starts_at, id) where sheet_status in ('submitted', 'amended', 'disputed');
create index bookings_disputes on bookings (host_employer, starts_at, id) where dispute_waits;
create index bookings_strikes on bookings (worker_id, host_employer, ended_at) where strike is not null;

-- A started shift may be worked, or open again because its worker did not come; one whose worker was never checked in is
-- worked by its hours.
-- +goose StatementBegin
create or replace function shift_step() returns trigger language plpgsql as $$
begin
    -- A hold is no version: an open shift is held, one that an agency fills is held with the agency kept, and when the
    -- bank worker may not have it the agency stands again.
    if (old.status, new.status) = ('open', 'held')
        or ((old.status, new.status) in (('filled', 'held'), ('held', 'filled')) and old.agency is not null and new.agency is not distinct from old.agency)
    then
        if new.version <> old.version then
            raise exception 'a hold is no version' using errcode = '40001', table = tg_table_name;
        end if;
        if (new.filled_by, new.agency_rate_pence, new.filled_at) is distinct from (old.filled_by, old.agency_rate_pence, old.filled_at) then
            raise exception 'a hold does not change who fills the shift' using errcode = 'MU002', table = tg_table_name;
        end if;
        return new;
    end if;
    if new.version <> old.version + 1 then
        raise exception 'version % does not follow %', new.version, old.version using errcode = '40001', table = tg_table_name;
    end if;
    if (old.status, new.status) not in (
        ('awaiting_approval', 'awaiting_approval'), ('awaiting_approval', 'open'), ('awaiting_approval', 'declined'), ('awaiting_approval', 'withdrawn'),
        ('held', 'filled'), ('held', 'open'), ('held', 'withdrawn'), ('held', 'cancelled'),
        ('open', 'filled'), ('open', 'open'), ('open', 'withdrawn'), ('open', 'lapsed'),
        ('filled', 'filled'), ('filled', 'open'), ('filled', 'cancelled'), ('filled', 'started'), ('started', 'worked'),
        ('filled', 'worked'), ('started', 'open'))
    then
        raise exception 'a shift does not go from % to %', old.status, new.status using errcode = 'MU002', table = tg_table_name;
    end if;
    -- What somebody has agreed to work does not change under them.
    if old.status not in ('awaiting_approval', 'open') and
        (new.starts_at, new.ends_at, new.break_minutes, new.employer, new.site, new.staff_group, new.role, new.band, new.requirements)
        is distinct from
        (old.starts_at, old.ends_at, old.break_minutes, old.employer, old.site, old.staff_group, old.role, old.band, old.requirements)
    then
        raise exception 'a shift that is % keeps its times, place and requirements', old.status using errcode = 'MU002', table = tg_table_name;
    end if;
    -- The recorded moment of an agency fill comes from the service's clock; that the bank has had its time is judged by
    -- the database's clock too, so that a fast clock on one machine lets nobody in early.
    if new.agency is not null and old.agency is null and new.override_id is null and new.bank_closes_at > clock_timestamp() then
        raise exception 'the bank has its time until %', new.bank_closes_at
            using errcode = '23514', constraint = 'agency_after_bank', table = tg_table_name;
    end if;
    return new;
end $$;
-- +goose StatementEnd

-- Steps within a status: late or early leaving (confirmed, started), hours (worked), a dispute and its answer (worked,
-- cancelled, did_not_attend). Ends stay what they are, and approved hours are final.
-- +goose StatementBegin
create or replace function booking_step() returns trigger language plpgsql as $$
begin
    if new.version <> old.version + 1 then
        raise exception 'version % does not follow %', new.version, old.version using errcode = '40001', table = tg_table_name;
    end if;
    if (old.status, new.status) not in (
        ('held', 'confirmed'), ('held', 'refused'), ('held', 'hold_expired'), ('held', 'withdrawn'), ('held', 'cancelled'),
        ('confirmed', 'withdrawn'), ('confirmed', 'cancelled'), ('confirmed', 'revoked'), ('confirmed', 'started'),
        ('confirmed', 'did_not_attend'), ('started', 'worked'),
        ('confirmed', 'confirmed'), ('started', 'started'), ('confirmed', 'worked'), ('started', 'did_not_attend'),
        ('worked', 'worked'), ('cancelled', 'cancelled'), ('did_not_attend', 'did_not_attend'))
    then
        raise exception 'a booking does not go from % to %', old.status, new.status using errcode = 'MU002', table = tg_table_name;
    end if;
    if old.status in ('cancelled', 'did_not_attend') and new.dispute is not distinct from old.dispute then
        raise exception 'a booking that is % only changes by a dispute', old.status using errcode = 'MU002', table = tg_table_name;
    end if;
    if old.sheet is not null and (old.sheet ->> 'status', new.sheet ->> 'status') not in (
        ('submitted', 'submitted'), ('submitted', 'amended'), ('submitted', 'approved'),
        ('amended', 'amended'), ('amended', 'disputed'), ('amended', 'approved'), ('disputed', 'approved'))
    then
        raise exception 'hours do not go from % to %', old.sheet ->> 'status', new.sheet ->> 'status' using errcode = 'MU002', table = tg_table_name;
    end if;
    if old.dispute ? 'answered_at' and new.dispute is distinct from old.dispute then
        raise exception 'a dispute is answered once' using errcode = 'MU002', table = tg_table_name;
    end if;
    return new;
end $$;
-- +goose StatementEnd

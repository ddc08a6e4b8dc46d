-- +goose Up

-- The ways to a booking besides taking an open shift: applications, offers, waiting lists and swaps. None of them is a
-- booking; all end in the one claim.

-- booking_mode says whether workers take the shift by themselves. A reservation keeps an open shift for one worker until a
-- moment by the database's clock; reserved_offer is the offer that it rests on, and without one the shift is kept, for
-- nobody, while its waiting list is asked. Like a hold a reservation is no version of the shift: the offer is what others
-- hear of.
alter table shifts
    add column booking_mode   text not null default 'self_book' check (booking_mode in ('self_book', 'request_approve')),
    add column reserved_for   uuid,
    add column reserved_offer uuid,
    add column reserved_until timestamptz,
    add constraint shift_reservation check (reserved_until is null or status = 'open'),
    add constraint shift_reserved_for check ((reserved_for is null) = (reserved_offer is null) and (reserved_offer is null or reserved_until is not null));

-- A change of nothing but the reservation is judged here instead of in shift_step, and so is the change of who works a
-- filled shift.
drop trigger shift_step on shifts;
create trigger shift_step before update on shifts for each row
    when (not (old.version = new.version and old.status = new.status)
        and not (old.status = 'filled' and new.status = 'filled' and old.booking_id is distinct from new.booking_id))
    execute function shift_step();

-- +goose StatementBegin
create function shift_reserved() returns trigger language plpgsql as $$
begin
    if (to_jsonb(old) - '{reserved_for,reserved_offer,reserved_until}'::text[]) <> (to_jsonb(new) - '{reserved_for,reserved_offer,reserved_until}'::text[]) then
        raise exception 'a change without a version may touch the reservation only' using errcode = '40001', table = tg_table_name;
    end if;
    return new;
end $$;

-- The place changes hands in one step: never without a worker, never with two.
create function shift_handed_over() returns trigger language plpgsql as $$
begin
    if new.version <> old.version + 1 then
        raise exception 'version % does not follow %', new.version, old.version using errcode = '40001', table = tg_table_name;
    end if;
    if not exists (select from bookings b where b.id = new.booking_id and b.successor_of = old.booking_id and b.shift_id = new.id) then
        raise exception 'only a successor takes a filled shift over' using errcode = 'MU002', table = tg_table_name;
    end if;
    return new;
end $$;

-- A reservation ends with the shift's being open. A shift that opens again while somebody waits for it is kept for the
-- waiting list, in the same step, so that nobody slips in between; ten seconds, in case nobody is there to ask the list.
create function shift_reservation_follows() returns trigger language plpgsql as $$
begin
    if new.status <> 'open' then
        new.reserved_for = null; new.reserved_offer = null; new.reserved_until = null;
    elsif old.status in ('held', 'filled') and exists (select from waiting_places w where w.shift_id = new.id and w.status = 'waiting') then
        new.reserved_for = null; new.reserved_offer = null; new.reserved_until = clock_timestamp() + interval '10 seconds';
    end if;
    return new;
end $$;

-- An agency does not get what is kept for a bank worker.
create function shift_kept_from_agency() returns trigger language plpgsql as $$
begin
    if old.reserved_until > clock_timestamp() then
        raise exception 'the shift is kept for a bank worker until %', old.reserved_until
            using errcode = '23514', constraint = 'shift_reserved_for_worker', table = tg_table_name;
    end if;
    return new;
end $$;
-- +goose StatementEnd
create trigger shift_reserved before update on shifts for each row
    when (old.version = new.version and old.status = new.status) execute function shift_reserved();
create trigger shift_handed_over before update on shifts for each row
    when (old.status = 'filled' and new.status = 'filled' and old.booking_id is distinct from new.booking_id)
    execute function shift_handed_over();
create trigger shift_a_kept_from_agency before update on shifts for each row
    when (old.agency is null and new.agency is not null) execute function shift_kept_from_agency();
create trigger shift_b_reservation_follows before update on shifts for each row
    when (old.status <> new.status) execute function shift_reservation_follows();
create index shifts_reserved on shifts (reserved_until) where reserved_until is not null;

-- A successor is held beside the booking that it would follow: it keeps the worker's time, but the place only once it is
-- confirmed. approved_by is who chose the worker. The bookings of one set stand together or not at all.
alter table bookings
    add column successor_of uuid references bookings,
    add column approved_by  text check (approved_by <> ''),
    add column set_id       uuid,
    add column set_size     integer,
    add constraint booking_set check ((set_id is null) = (set_size is null) and (set_size is null or set_size between 2 and 20)),
    add constraint booking_successor check (successor_of <> id);
drop index slot_live;
create unique index slot_live on bookings (shift_id)
    where status in ('held', 'confirmed', 'started', 'worked') and not (status = 'held' and successor_of is not null);
create unique index booking_one_successor on bookings (successor_of) where status = 'held' and successor_of is not null;
create index bookings_of_set on bookings (set_id) where set_id is not null;

create table offers (
    id         uuid        primary key,
    shift_id   uuid        not null references shifts,
    worker_id  uuid        not null,
    employer   text        not null,
    origin     text        not null check (origin in ('employer', 'waiting_list')),
    place_id   uuid,
    status     text        not null check (status in ('open', 'accepted', 'declined', 'expired', 'withdrawn', 'closed')),
    made_at    timestamptz not null,
    -- Technical time: by the database's clock.
    expires_at timestamptz not null,
    ended_at   timestamptz,
    booking_id uuid,
    version    bigint      not null check (version >= 1),
    constraint offer_place check ((origin = 'waiting_list') = (place_id is not null)),
    constraint offer_ended check ((status = 'open') = (ended_at is null)),
    constraint offer_booking check ((status = 'accepted') = (booking_id is not null))
);
create unique index offer_live on offers (shift_id) where status = 'open';
create index offers_by_worker on offers (worker_id, made_at, id);
create index offers_by_shift on offers (shift_id);

create table applications (
    id            uuid        primary key,
    shift_id      uuid        not null references shifts,
    worker_id     uuid        not null,
    home_employer text        not null,
    employer      text        not null,
    status        text        not null check (status in ('submitted', 'approved', 'booked', 'withdrawn', 'declined', 'not_chosen', 'closed')),
    submitted_at  timestamptz not null,
    ended_at      timestamptz,
    -- booking_id is the booking that the approval leads to; it is named before it is made, so that a claim that was cut
    -- off can be made again without making two.
    booking_id    uuid,
    approved_by   text,
    decided_at    timestamptz,
    reasons       jsonb       not null default '[]',
    version       bigint      not null check (version >= 1),
    changed_at    timestamptz not null default clock_timestamp(),
    constraint application_ended check ((status in ('submitted', 'approved')) = (ended_at is null)),
    constraint application_approved check ((booking_id is null) = (approved_by is null)
        and (status not in ('approved', 'booked') or booking_id is not null))
);
create unique index application_live on applications (shift_id, worker_id) where status in ('submitted', 'approved');
create index applications_by_worker on applications (worker_id, submitted_at, id);
create index applications_by_shift on applications (shift_id);
create index applications_live on applications (changed_at) where status in ('submitted', 'approved');

create table waiting_places (
    id            uuid        primary key,
    shift_id      uuid        not null references shifts,
    worker_id     uuid        not null,
    home_employer text        not null,
    employer      text        not null,
    status        text        not null check (status in ('waiting', 'taken', 'passed', 'left', 'closed')),
    joined_at     timestamptz not null,
    ended_at      timestamptz,
    version       bigint      not null check (version >= 1),
    constraint waiting_place_ended check ((status = 'waiting') = (ended_at is null))
);
create unique index waiting_place_live on waiting_places (shift_id, worker_id) where status = 'waiting';
create index waiting_places_in_turn on waiting_places (shift_id, joined_at, id) where status = 'waiting';
create index waiting_places_by_worker on waiting_places (worker_id, joined_at, id);

create table swaps (
    id           uuid        primary key,
    booking_id   uuid        not null references bookings,
    shift_id     uuid        not null references shifts,
    worker_id    uuid        not null,
    employer     text        not null,
    only_for     uuid,
    status       text        not null check (status in ('offered', 'asked', 'taking', 'done', 'withdrawn', 'closed')),
    offered_at   timestamptz not null,
    ended_at     timestamptz,
    taker_id     uuid,
    taker_home   text,
    successor_id uuid,
    approved_by  text,
    reasons      jsonb       not null default '[]',
    version      bigint      not null check (version >= 1),
    changed_at   timestamptz not null default clock_timestamp(),
    constraint swap_ended check ((status in ('offered', 'asked', 'taking')) = (ended_at is null)),
    constraint swap_taker check ((taker_id is null) = (taker_home is null) and (status not in ('asked', 'taking', 'done') or taker_id is not null)
        and (status not in ('taking', 'done') or successor_id is not null)),
    constraint swap_not_to_oneself check (taker_id <> worker_id and only_for <> worker_id)
);
create unique index swap_live on swaps (booking_id) where status in ('offered', 'asked', 'taking');
create index swaps_open on swaps (changed_at) where status in ('offered', 'asked', 'taking');
create index swaps_by_worker on swaps (worker_id, offered_at, id);
create index swaps_by_shift on swaps (shift_id);

-- request_step lets only the steps through that its arguments name, as pairs from:to. An end is final.
-- +goose StatementBegin
create function request_step() returns trigger language plpgsql as $$
begin
    if new.version <> old.version + 1 then
        raise exception 'version % does not follow %', new.version, old.version using errcode = '40001', table = tg_table_name;
    end if;
    if not (old.status || ':' || new.status) = any (tg_argv[0]::text[]) then
        raise exception '% does not go from % to %', tg_table_name, old.status, new.status using errcode = 'MU002', table = tg_table_name;
    end if;
    return new;
end $$;
-- +goose StatementEnd
create trigger offer_step before update on offers for each row
    execute function request_step('{open:accepted,open:declined,open:expired,open:withdrawn,open:closed}');
create trigger application_step before update on applications for each row
    execute function request_step('{submitted:approved,submitted:withdrawn,submitted:declined,submitted:not_chosen,submitted:closed,approved:booked,approved:not_chosen,approved:closed}');
create trigger waiting_place_step before update on waiting_places for each row
    execute function request_step('{waiting:taken,waiting:passed,waiting:left,waiting:closed}');
create trigger swap_step before update on swaps for each row
    execute function request_step('{offered:asked,offered:taking,offered:withdrawn,offered:closed,asked:offered,asked:taking,asked:withdrawn,asked:closed,taking:offered,taking:done,taking:closed}');
create constraint trigger trail after insert or update on offers deferrable initially deferred
    for each row execute function need_trail('shifts.offer');
create constraint trigger trail after insert or update on applications deferrable initially deferred
    for each row execute function need_trail('shifts.application');
create constraint trigger trail after insert or update on waiting_places deferrable initially deferred
    for each row execute function need_trail('shifts.waiting_place');
create constraint trigger trail after insert or update on swaps deferrable initially deferred
    for each row execute function need_trail('shifts.swap');

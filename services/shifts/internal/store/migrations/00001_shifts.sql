-- +goose Up

-- Who lets an agency in before the bank had its time, and why.
create table overrides (
    id         uuid        primary key,
    shift_id   uuid        not null unique,
    role       text        not null check (role = 'executive'),
    why        text        not null check (why in ('patient_safety', 'no_bank_worker_with_skill', 'service_closure_risk')),
    granted_at timestamptz not null
);

-- One row is one place to be worked. status held is the guard of a claim and no version: to others a held shift is open.
create table shifts (
    id                uuid        primary key,
    posting_id        uuid        not null,
    employer          text        not null,
    site              text        not null,
    ward              text        not null,
    staff_group       text        not null,
    role              text        not null,
    band              text        not null,
    starts_at         timestamptz not null,
    ends_at           timestamptz not null,
    break_minutes     integer     not null,
    reason            text        not null,
    cost_code         text        not null,
    rate_pence        bigint      not null check (rate_pence > 0),
    requirements      jsonb       not null,
    status            text        not null
        check (status in ('open', 'held', 'filled', 'started', 'worked', 'withdrawn', 'cancelled', 'lapsed')),
    posted_at         timestamptz not null,
    bank_closes_at    timestamptz not null,
    filled_by         text
        check (filled_by in ('own_bank', 'collaborative_bank', 'framework_agency', 'off_framework_agency')),
    booking_id        uuid,
    home_employer     text,
    agency            text,
    agency_rate_pence bigint,
    override_id       uuid        references overrides,
    first_filled_at   timestamptz,
    filled_at         timestamptz,
    ended_at          timestamptz,
    reopened          integer     not null default 0,
    version           bigint      not null check (version >= 1),
    recorded_at       timestamptz not null default clock_timestamp(),
    constraint shift_span check (isfinite(starts_at) and isfinite(ends_at) and ends_at > starts_at
        and ends_at - starts_at <= interval '24 hours'),
    constraint shift_break check (break_minutes >= 0 and make_interval(mins => break_minutes) < ends_at - starts_at),
    constraint shift_filled_by check ((status in ('filled', 'started', 'worked')) = (filled_by is not null)
        and (filled_by is null) = (filled_at is null)),
    constraint shift_booking check ((coalesce(filled_by, '') in ('own_bank', 'collaborative_bank')) = (booking_id is not null)
        and (booking_id is null) = (home_employer is null)),
    constraint shift_agency check ((coalesce(filled_by, '') in ('framework_agency', 'off_framework_agency')) = (agency is not null)
        and (agency is null) = (agency_rate_pence is null)),
    -- Agency never before bank, unless somebody named answers for it.
    constraint agency_after_bank check (agency is null or filled_at >= bank_closes_at or override_id is not null)
);

create index shifts_open on shifts (starts_at, id) where status = 'open';
create index shifts_by_employer on shifts (employer, starts_at, id);
create index shifts_by_time on shifts (starts_at, id);

-- shift_step lets only the steps of the life of a shift through. Every step but taking the hold is a new version.
-- +goose StatementBegin
create function shift_step() returns trigger language plpgsql as $$
begin
    if (old.status, new.status) = ('open', 'held') then
        if new.version <> old.version then
            raise exception 'a hold is no version' using errcode = '40001', table = tg_table_name;
        end if;
        return new;
    end if;
    if new.version <> old.version + 1 then
        raise exception 'version % does not follow %', new.version, old.version using errcode = '40001', table = tg_table_name;
    end if;
    if (old.status, new.status) not in (
        ('held', 'filled'), ('held', 'open'), ('held', 'withdrawn'),
        ('open', 'filled'), ('open', 'open'), ('open', 'withdrawn'), ('open', 'lapsed'),
        ('filled', 'open'), ('filled', 'cancelled'), ('filled', 'started'), ('started', 'worked'))
    then
        raise exception 'a shift does not go from % to %', old.status, new.status using errcode = 'MU002', table = tg_table_name;
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
create trigger shift_step before update on shifts for each row execute function shift_step();
create constraint trigger trail_new after insert on shifts deferrable initially deferred
    for each row execute function need_trail('shifts.shift');
create constraint trigger trail after update on shifts deferrable initially deferred
    for each row when (old.version <> new.version) execute function need_trail('shifts.shift');

-- One worker on one shift. The two rules that must hold together stand here together: one live booking a place, and
-- eleven hours between the live bookings of a worker, at whichever employers.
create table bookings (
    id                uuid        primary key,
    shift_id          uuid        not null references shifts,
    worker_id         uuid        not null,
    home_employer     text        not null,
    host_employer     text        not null,
    starts_at         timestamptz not null,
    ends_at           timestamptz not null,
    rest_until        timestamptz not null,
    rest              tstzrange   not null generated always as (tstzrange(starts_at, rest_until, '[)')) stored,
    net_minutes       integer     not null check (net_minutes > 0),
    rate_pence        bigint      not null check (rate_pence > 0),
    status            text        not null
        check (status in ('held', 'confirmed', 'started', 'worked', 'refused', 'hold_expired', 'withdrawn', 'cancelled', 'revoked', 'did_not_attend')),
    held_at           timestamptz not null,
    -- Technical time: a hold that is not answered ends by the database's clock.
    hold_expires_at   timestamptz not null default clock_timestamp() + interval '30 seconds',
    confirmed_at      timestamptz,
    ended_at          timestamptz,
    passport_version  bigint,
    attested_until    timestamptz,
    attested_at       timestamptz,
    agreement_id      uuid,
    agreement_version bigint,
    reasons           jsonb       not null default '[]',
    version           bigint      not null check (version >= 1),
    recorded_at       timestamptz not null default clock_timestamp(),
    constraint booking_span check (isfinite(starts_at) and isfinite(rest_until) and ends_at > starts_at),
    constraint booking_rest check (rest_until - ends_at >= interval '11 hours'),
    constraint booking_attested check (status not in ('confirmed', 'started', 'worked')
        or (passport_version is not null and attested_at is not null and attested_until >= ends_at and attested_until is not null
            and confirmed_at is not null)),
    constraint booking_authorised check (home_employer = host_employer or status not in ('confirmed', 'started', 'worked')
        or (agreement_id is not null and agreement_version is not null)),
    constraint worker_rest exclude using gist (worker_id with =, rest with &&)
        where (status in ('held', 'confirmed', 'started', 'worked'))
);
create unique index slot_live on bookings (shift_id) where status in ('held', 'confirmed', 'started', 'worked');
create index bookings_held on bookings (hold_expires_at) where status = 'held';
create index bookings_by_worker on bookings (worker_id, starts_at, id);
create index bookings_by_host on bookings (host_employer, starts_at, id);
create index bookings_by_shift on bookings (shift_id);

-- +goose StatementBegin
create function booking_step() returns trigger language plpgsql as $$
begin
    if new.version <> old.version + 1 then
        raise exception 'version % does not follow %', new.version, old.version using errcode = '40001', table = tg_table_name;
    end if;
    if (old.status, new.status) not in (
        ('held', 'confirmed'), ('held', 'refused'), ('held', 'hold_expired'), ('held', 'withdrawn'), ('held', 'cancelled'),
        ('confirmed', 'withdrawn'), ('confirmed', 'cancelled'), ('confirmed', 'revoked'), ('confirmed', 'started'),
        ('confirmed', 'did_not_attend'), ('started', 'worked'))
    then
        raise exception 'a booking does not go from % to %', old.status, new.status using errcode = 'MU002', table = tg_table_name;
    end if;
    return new;
end $$;
-- +goose StatementEnd
create trigger booking_step before update on bookings for each row execute function booking_step();
create constraint trigger trail after insert or update on bookings deferrable initially deferred
    for each row execute function need_trail('shifts.booking');

-- What passports and deployments answered while the booking was held. A yes may become a no; a no stands.
create table answers (
    booking_id        uuid        not null references bookings,
    kind              text        not null check (kind in ('clearance', 'authorisation')),
    yes               boolean     not null,
    passport_version  bigint,
    valid_until       timestamptz,
    agreement_id      uuid,
    agreement_version bigint,
    reasons           jsonb       not null,
    received_at       timestamptz not null default clock_timestamp(),
    primary key (booking_id, kind),
    constraint answer_clearance check (kind <> 'clearance' or not yes or (passport_version is not null and valid_until is not null)),
    constraint answer_authorisation check (kind <> 'authorisation' or not yes or (agreement_id is not null and agreement_version is not null))
);

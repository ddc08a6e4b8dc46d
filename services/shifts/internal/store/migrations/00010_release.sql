-- +goose Up

-- The release ladder that an employer has chosen for a staff group; * is every group without a ladder of its own. One is
-- active: a change is its next version. Shifts keep a snapshot, so that a change leaves those that stand alone.
create table ladders (
    id          uuid        primary key,
    employer    text        not null check (employer ~ '^[A-Z0-9]{1,12}$'),
    staff_group text        not null check (staff_group ~ '^(\*|[a-z_]{1,64})$'),
    bank_share  integer     not null check (bank_share between 1 and 99),
    steps       jsonb       not null check (jsonb_typeof(steps) = 'array'),
    changed_at  timestamptz not null,
    version     bigint      not null check (version >= 1),
    unique (employer, staff_group)
);
create constraint trigger trail after insert or update on ladders deferrable initially deferred
    for each row execute function need_trail('shifts.ladder');

-- What was asked of an executive about one shift: a higher rate for the bank, or a step that does not open by itself. A row
-- changes with its shift, whose version, event and audit row tell of it.
create table escalations (
    id         uuid        primary key,
    shift_id   uuid        not null references shifts,
    kind       text        not null check (kind in ('rate', 'step')),
    step       text        not null default '',
    tier       integer     not null default 0,
    rate_pence bigint      not null default 0,
    why        text        not null,
    expires_at timestamptz not null,
    status     text        not null check (status in ('asked', 'approved', 'declined')),
    asked_by   text        not null,
    asked_at   timestamptz not null,
    decided_by text,
    decided_at timestamptz,
    constraint escalation_kind check ((kind = 'rate') = (rate_pence > 0) and (kind = 'step') = (step <> '')),
    constraint escalation_decided check ((status = 'asked') = (decided_at is null) and (decided_at is null) = (decided_by is null))
);
create index escalations_by_shift on escalations (shift_id, id);
create index escalations_asked on escalations (shift_id) where status = 'asked';
-- One request of a kind waits for its answer at a time.
create unique index escalation_rate_once on escalations (shift_id) where status = 'asked' and kind = 'rate';

-- Which executive let a shift go off-framework, why, and what they stated about the safety of patients. The statement is
-- told to nobody: it may describe a ward.
create table off_framework_approvals (
    id          uuid        primary key,
    shift_id    uuid        not null references shifts,
    role        text        not null check (role = 'executive'),
    why         text        not null check (why in ('patient_safety', 'no_bank_worker_with_skill', 'service_closure_risk')),
    statement   text        not null check (length(statement) between 20 and 2000),
    approved_by text        not null,
    approved_at timestamptz not null,
    unique (id, shift_id)
);

alter table shifts
    -- The ladder as it was at posting, with how far each step has come.
    add column ladder_id            uuid,
    add column ladder_version       bigint,
    add column release_steps        jsonb       not null default '[]',
    add column next_step_at         timestamptz,
    add column agency_opened_at     timestamptz,
    add column preferred_worker     uuid,
    add column fallback_band        text,
    -- The rate before an escalation, while one holds.
    add column base_rate_pence      bigint      check (base_rate_pence > 0),
    add column escalated_until      timestamptz,
    -- More of an agency fill. agency_locks_at is until when a bank worker may take the shift from the agency.
    add column agency_tier          bigint,
    add column agency_framework     text,
    add column agency_worker        text,
    add column agency_cap_pence     bigint,
    add column over_cap_why         text,
    add column over_cap_role        text,
    add column agency_locks_at      timestamptz,
    add column off_framework_id     uuid,
    -- The agency that a bank worker has taken the shift from.
    add column displaced_agency     text,
    add column displaced_rate_pence bigint,
    add constraint shift_off_framework foreign key (off_framework_id, id) references off_framework_approvals (id, shift_id),
    add constraint shift_escalated check ((base_rate_pence is null) = (escalated_until is null)),
    add constraint shift_displaced check ((displaced_agency is null) = (displaced_rate_pence is null)),
    -- No agency step before the banks have had their time, unless somebody named answers for it.
    add constraint agency_step_after_bank check (agency_opened_at is null or agency_opened_at >= bank_closes_at or override_id is not null);

-- While a bank worker takes a shift from an agency the agency stays written: the shift goes back to it if they may not.
alter table shifts drop constraint shift_filled_by;
alter table shifts add constraint shift_filled_by check (
    (status not in ('filled', 'started', 'worked') or filled_by is not null)
    and (filled_by is null or status in ('filled', 'started', 'worked') or (status = 'held' and agency is not null))
    and (filled_by is null) = (filled_at is null));

create index shifts_next_step on shifts (next_step_at) where status = 'open' and next_step_at is not null;
create index shifts_escalated on shifts (escalated_until) where status = 'open' and escalated_until is not null;
create index shifts_agency_unlocked on shifts (starts_at, id) where status = 'filled' and agency is not null;

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
        ('filled', 'filled'), ('filled', 'open'), ('filled', 'cancelled'), ('filled', 'started'), ('started', 'worked'))
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

create function shift_release() returns trigger language plpgsql as $$
begin
    -- Judged by the database's clock, as the fill is.
    if new.agency_opened_at is not null and (tg_op = 'INSERT' or old.agency_opened_at is null)
        and new.override_id is null and new.bank_closes_at > clock_timestamp()
    then
        raise exception 'the bank has its time until %', new.bank_closes_at
            using errcode = '23514', constraint = 'agency_step_after_bank', table = tg_table_name;
    end if;
    return new;
end $$;
-- +goose StatementEnd
create trigger shift_release before insert or update on shifts for each row execute function shift_release();

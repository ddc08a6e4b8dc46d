-- +goose Up

-- Where an employer approves shifts before they open: who asked, who said yes, and that these are two. notice_band is
-- how long before its start a shift was called off.
alter table shifts
    add column submitted_at timestamptz,
    add column submitted_by text,
    add column approval_why text,
    add column approved_at  timestamptz,
    add column approved_by  text,
    add column declined_why text,
    add column notice_band  text
        check (notice_band in ('after_start', '0_4h', '4_24h', '1_3d', '3_7d', '7_28d', '28_42d', 'over_42d')),
    add constraint shift_submitted check ((submitted_at is null) = (submitted_by is null)),
    add constraint shift_approved check ((approved_at is null) = (approved_by is null) and (approved_at is null or submitted_at is not null)),
    add constraint approver_is_another check (approved_by is distinct from submitted_by or approved_by is null),
    -- Nothing is open that had to be approved and was not.
    add constraint approved_before_open check (submitted_at is null or approved_at is not null or status in ('awaiting_approval', 'declined', 'withdrawn')),
    add constraint shift_declined check ((status = 'declined') = (declined_why is not null)),
    drop constraint shifts_status_check,
    add constraint shifts_status_check check (status in ('awaiting_approval', 'declined',
        'open', 'held', 'filled', 'started', 'worked', 'withdrawn', 'cancelled', 'lapsed'));
create index shifts_awaiting on shifts (starts_at, id) where status = 'awaiting_approval';

-- +goose StatementBegin
create or replace function shift_step() returns trigger language plpgsql as $$
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
        ('awaiting_approval', 'awaiting_approval'), ('awaiting_approval', 'open'), ('awaiting_approval', 'declined'), ('awaiting_approval', 'withdrawn'),
        ('held', 'filled'), ('held', 'open'), ('held', 'withdrawn'),
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
-- +goose StatementEnd

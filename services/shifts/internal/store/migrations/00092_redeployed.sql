-- +goose Up

create index bookings_redeploy_offered on bookings (ended_at) where status = 'cancelled' and consequence ->> 'code' = 'redeploy_offered';

-- Steps within a status: late or early leaving (confirmed, started), hours (worked), a dispute and its answer (worked,
-- cancelled, did_not_attend), and the shift that the worker took instead of a cancelled one. Ends stay what they are, and approved hours are final.
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
    if old.status in ('cancelled', 'did_not_attend') and new.dispute is not distinct from old.dispute
        and (old.consequence ->> 'code', new.consequence ->> 'code') is distinct from ('redeploy_offered', 'redeployed')
    then
        raise exception 'a booking that is % only changes by a dispute, or because its worker took another shift instead', old.status using errcode = 'MU002', table = tg_table_name;
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

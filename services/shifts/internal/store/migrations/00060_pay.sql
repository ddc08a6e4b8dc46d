-- +goose Up

-- What an employer pays for one kind of work from a day on. Empty role and ward are any. The form of figures is the
-- store's (internal/store/rate_card_rows.go).
create table rate_cards (
    id          uuid        primary key,
    employer    text        not null check (employer ~ '^[A-Z0-9]{1,12}$'),
    staff_group text        not null,
    band        text        not null,
    role        text        not null,
    ward        text        not null,
    from_day    date        not null,
    until_day   date,
    figures     jsonb       not null check (jsonb_typeof(figures) = 'object'),
    changed_at  timestamptz not null,
    version     bigint      not null check (version >= 1),
    constraint rate_card_span check (isfinite(from_day) and until_day > from_day),
    constraint rate_card_rate check ((coalesce((figures ->> 'basic_pence')::bigint, 0) > 0) <> (figures ? 'point')),
    -- On each day there is at most one card for the same work.
    constraint rate_card_once exclude using gist (employer with =, staff_group with =, band with =, role with =, ward with =,
        daterange(from_day, until_day) with &&)
);
create constraint trigger trail after insert or update on rate_cards deferrable initially deferred
    for each row execute function need_trail('shifts.rate_card');

-- The split that the worker accepted, with every figure by which worked hours are paid. NULL on bookings from before it was kept.
alter table bookings
    add column pay jsonb,
    add constraint booking_pay check ((pay ->> 'total_pence')::bigint >= 0 and (pay -> 'terms' ->> 'basic_pence')::bigint = rate_pence);

-- Nothing that happens after the acceptance touches it: no cut of a card, no change of the shift, no end of an escalation.
-- +goose StatementBegin
create function booking_pay_stays() returns trigger language plpgsql as $$
begin
    raise exception 'what a booking pays is fixed when the shift is accepted'
        using errcode = '23514', constraint = 'booking_pay_stays', table = tg_table_name;
end $$;
-- +goose StatementEnd
create trigger pay_stays before update on bookings for each row
    when (old.pay is distinct from new.pay or old.rate_pence <> new.rate_pence)
    execute function booking_pay_stays();
